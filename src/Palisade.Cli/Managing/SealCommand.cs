using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Documents;
using Palisade.Configuration.Objects;
using Palisade.Configuration.Objects.Naming;
using Palisade.Manager.Enrolment;
using Palisade.Trust.Sealing;

namespace Palisade.Cli.Managing;

/// <summary><c>palisade manager seal</c>: a certificate and its key as an object, whose key only gateways of its tenant can open.</summary>
internal static class SealCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new ManagerOptions();
        var tenant = new Option<string>("--tenant") { HelpName = "NAME", Description = "Whose certificate.", Required = true };
        var space = new Option<string?>("--namespace", "-n") { HelpName = "NAME", Description = "The namespace it is for. [default: default]" };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The object's name: the key opens for no other.", Required = true };
        var certificate = new Option<string>("--certificate") { HelpName = "FILE", Description = "The certificate and those that lead to a root, in PEM.", Required = true };
        var key = new Option<string>("--key") { HelpName = "FILE", Description = "Its private key, in PEM.", Required = true };
        var command = new Command("seal", "Print a certificate object whose key is sealed for the gateways of its tenant; on the manager's machine.") { options.Data, tenant, space, name, certificate, key };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            try
            {
                var local = new LocalKey(ObjectKinds.Certificate, parsed.GetValue(space) ?? ObjectNames.DefaultNamespace, parsed.GetValue(name)!);
                var draft = Seal(options.Folder(parsed), new(parsed.GetValue(tenant)!, local), File.ReadAllText(parsed.GetValue(certificate)!), File.ReadAllText(parsed.GetValue(key)!));
                foreach (var fault in draft.Check()) screen.Fail(fault.ToString());
                if (draft.Check().Count > 0) return ExitCode.Configuration;
                screen.Output.WriteLine(CanonicalJson.WriteText(draft.ToNode()));
                return ExitCode.Done;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                screen.Fail(fault.Message);
                return ExitCode.Configuration;
            }
        });
        return command;
    }

    private static ObjectDraft Seal(string folder, ObjectKey key, string certificate, string pem)
    {
        // What does not belong together is found here, and not by a gateway.
        using (X509Certificate2.CreateFromPem(certificate, pem))
        {
            using var trust = ManagerTrust.Open(new() { Folder = folder }, TimeProvider.System);
            var secret = new SealingKeys(Path.Combine(folder, "sealing"), trust.Protection).Seal(key.Tenant, $"{key.Local.Namespace}/{key.Local.Name}", pem);
            var sealedKey = Node.OfMap([new("sealed", Node.OfText(Convert.ToBase64String(secret.Sealed.Span))), new("key_id", Node.OfText(secret.KeyId))]);
            return new(key, new(), Node.OfMap([new("certificate", Node.OfText(certificate)), new("private_key", sealedKey)]));
        }
    }
}
