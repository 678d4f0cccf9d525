namespace Palisade.Engine.Operators;

/// <summary><c>@inspectFile program</c>: runs the program with the value as its only argument; true when it prints something that does not begin with <c>1</c>.</summary>
/// <remarks>
/// <para>The value is the name of an uploaded file (<c>FILES_TMPNAMES</c>). Two bytes of output are needed at least, as in
/// ModSecurity v3. No shell is involved. Refused when the rule is loaded unless the operator of the product allows programs
/// (<see cref="OperatorOptions.AllowPrograms"/>): a rule file must not be able to run code by itself. Lua scripts are not run.</para>
/// <para>A program that fails or takes longer than <see cref="OperatorOptions.ProgramTimeLimit"/> is ended and matches nothing; a
/// limit is reported. A value with a NUL byte, which no argument can hold, matches nothing.</para>
/// </remarks>
internal sealed class InspectFile : Operator
{
    private readonly string _program;
    private readonly TimeSpan _limit;

    private InspectFile(string program, TimeSpan limit) => (_program, _limit) = (program, limit);

    /// <inheritdoc/>
    public override string Name => "inspectFile";

    /// <summary>Finds the program.</summary>
    public static Operator? Create(OperatorArgument argument)
    {
        if (!argument.Options.AllowPrograms)
            return argument.Refuse(OperatorFaults.NotAllowed, "starts a program, which is not allowed", "allow programs in the policy, or remove the rule");
        if (argument.Text.TrimEnd().EndsWith(".lua", StringComparison.OrdinalIgnoreCase))
            return argument.Refuse(OperatorFaults.Refused, "Lua scripts are not supported", "call a program");
        return DataFiles.Locate(argument) is { } path ? new InspectFile(path, argument.Options.ProgramTimeLimit) : null;
    }

    /// <inheritdoc/>
    public override bool Matches(ReadOnlySpan<byte> value, OperatorRun run)
    {
        if (value.Contains((byte)0)) return false;
        var answer = InspectionProgram.Run(_program, value, _limit);
        run.LimitExceeded |= answer.TimedOut;
        return answer.Output.Length > 1 && answer.Output[0] != '1';
    }
}
