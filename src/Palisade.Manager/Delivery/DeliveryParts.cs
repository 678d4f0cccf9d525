using Palisade.Manager.Enrolment;
using Palisade.Trust.Sealing;

namespace Palisade.Manager.Delivery;

/// <summary>What gateways are served from.</summary>
/// <param name="Sealing">The keys that are handed to gateways.</param>
public sealed record DeliveryParts(ManagerTrust Trust, Publisher Publisher, Gateways Gateways, SealingKeys Sealing, TimeProvider Clock);
