using System.CommandLine;
using Palisade.Cli.Terminal;
using Palisade.Configuration.Objects.Naming;

namespace Palisade.Cli.Objects;

/// <summary>The arguments of commands about one object, or without them about the whole tenant.</summary>
internal sealed class OneObject
{
    private readonly Place _place;
    private readonly Argument<string?> _kind;
    private readonly Argument<string?> _name;

    /// <param name="needed">Whether an object has to be named.</param>
    public OneObject(Place place, bool needed)
    {
        _place = place;
        var arity = needed ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne;
        _kind = new("KIND") { Arity = arity, Description = "As site, origin-pool, app_firewall." };
        _name = new("NAME") { Arity = arity, Description = needed ? "The object's name." : "The object's name; without kind and name, the whole tenant." };
        NameCompletion.On(_kind, _name, _place);
    }

    /// <summary>Puts the arguments on a command.</summary>
    public void On(Command command)
    {
        command.Arguments.Add(_kind);
        command.Arguments.Add(_name);
        _place.On(command);
    }

    /// <summary>Runs a command about the object; null is the whole tenant.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<Connected, LocalKey?, Task<int>> run)
    {
        if (parsed.GetValue(_kind) is not { } typed) return _place.RunAsync(parsed, to => run(to, null));
        var (kind, fault) = KindWord.Read(typed);
        if (parsed.GetValue(_name) is not { } name) fault ??= "a name is needed behind the kind";
        else if (fault is null) return _place.RunAsync(parsed, to => run(to, _place.Key(parsed, kind!, name)));
        Screen.Of(parsed).Fail(fault);
        return Task.FromResult(ExitCode.Usage);
    }
}
