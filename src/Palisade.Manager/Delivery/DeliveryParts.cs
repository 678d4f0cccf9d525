using Palisade.Manager.Enrolment;
using Palisade.Manager.Sandbox;
using Palisade.Trust.Sealing;

namespace Palisade.Manager.Delivery;

/// <summary>What gateways are served from.</summary>
/// <param name="Sealing">The keys that are handed to gateways.</param>
/// <param name="Sandbox">Takes what sandboxes say.</param>
public sealed record DeliveryParts(ManagerTrust Trust, Publisher Publisher, Gateways Gateways, SealingKeys Sealing, SandboxDesk Sandbox, TimeProvider Clock);
