using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Palisade.Architecture.Tests.Metadata;

/// <summary>One type that needs another of the same assembly.</summary>
/// <param name="From">Full name of the outermost type that names the other.</param>
/// <param name="To">Full name of the outermost type that is named.</param>
internal readonly record struct TypeUse(TypeName From, TypeName To);

/// <summary>A type's namespace and name.</summary>
internal readonly record struct TypeName(string Namespace, string Name);

/// <summary>
/// Reads a compiled assembly: its types, and which of them needs which, method bodies included.
/// Nested types, which is also what the compiler makes of lambdas and async methods, count as the type they are in.
/// What the compiler copies (constants, <c>nameof</c>) leaves no trace and is not seen.
/// </summary>
internal sealed class AssemblyReader : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    private AssemblyReader(PEReader file) => (_file, _reader) = (file, file.GetMetadataReader());

    /// <summary>Opens the assembly of that name beside the tests.</summary>
    public static AssemblyReader Open(string assembly) =>
        new(new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"))));

    public void Dispose() => _file.Dispose();

    /// <summary>Every type that a person wrote, nested ones included.</summary>
    public IEnumerable<TypeName> Types() =>
        from handle in _reader.TypeDefinitions
        let name = _reader.GetString(_reader.GetTypeDefinition(handle).Name)
        where !name.Contains('<', StringComparison.Ordinal)
        select new TypeName(Outermost(handle).Namespace, name);

    /// <summary>The names of the assemblies it references.</summary>
    public IEnumerable<string> References() =>
        _reader.AssemblyReferences.Select(h => _reader.GetString(_reader.GetAssemblyReference(h).Name));

    /// <summary>Which type needs which, without repetition and without a type's need of itself.</summary>
    public IEnumerable<TypeUse> Uses() =>
        _reader.TypeDefinitions
            .SelectMany(handle => UsedBy(handle).Select(used => new TypeUse(Outermost(handle), Outermost(used))))
            .Where(u => u.From != u.To)
            .Distinct();

    private TypeName Outermost(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = _reader.GetTypeDefinition(type.GetDeclaringType());
        return new(_reader.GetString(type.Namespace), _reader.GetString(type.Name));
    }

    private HashSet<TypeDefinitionHandle> UsedBy(TypeDefinitionHandle handle)
    {
        var uses = new TypeUses();
        var type = _reader.GetTypeDefinition(handle);
        Add(uses, type.BaseType);
        foreach (var i in type.GetInterfaceImplementations()) Add(uses, _reader.GetInterfaceImplementation(i).Interface);
        foreach (var f in type.GetFields()) _reader.GetFieldDefinition(f).DecodeSignature(uses, null);
        foreach (var p in type.GetGenericParameters()) AddConstraints(uses, p);
        foreach (var a in type.GetCustomAttributes()) Add(uses, _reader.GetCustomAttribute(a).Constructor);
        foreach (var m in type.GetMethods()) AddMethod(uses, _reader.GetMethodDefinition(m));
        return uses.Seen;
    }

    private void AddMethod(TypeUses uses, MethodDefinition method)
    {
        method.DecodeSignature(uses, null);
        foreach (var p in method.GetGenericParameters()) AddConstraints(uses, p);
        foreach (var a in method.GetCustomAttributes()) Add(uses, _reader.GetCustomAttribute(a).Constructor);
        if (method.RelativeVirtualAddress is 0) return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(uses, null);
        foreach (var region in body.ExceptionRegions) Add(uses, region.CatchType);
        foreach (var token in Instructions.Tokens(body.GetILReader())) Add(uses, token);
    }

    private void AddConstraints(TypeUses uses, GenericParameterHandle parameter)
    {
        foreach (var c in _reader.GetGenericParameter(parameter).GetConstraints()) Add(uses, _reader.GetGenericParameterConstraint(c).Type);
    }

    private void Add(TypeUses uses, EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                uses.Seen.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(uses, null);
                break;
            case HandleKind.MethodDefinition:
                uses.Seen.Add(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                uses.Seen.Add(_reader.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                AddMember(uses, _reader.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodSpecification:
                var instance = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                instance.DecodeSignature(uses, null);
                Add(uses, instance.Method);
                break;
            default:
                break;
        }
    }

    private void AddMember(TypeUses uses, MemberReference member)
    {
        Add(uses, member.Parent);
        if (member.GetKind() is MemberReferenceKind.Method) member.DecodeMethodSignature(uses, null);
        else member.DecodeFieldSignature(uses, null);
    }
}
