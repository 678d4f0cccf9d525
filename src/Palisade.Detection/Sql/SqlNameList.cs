namespace Palisade.Detection.Sql;

/// <summary>Names that tell SQL from prose: system schemas on one side, the small words of English on the other.</summary>
internal static class SqlNameList
{
    public static readonly (SqlNameSort Sort, string Words)[] All =
    [
        (SqlNameSort.System,
            "information_schema performance_schema sysibm syscat sysobjects syscolumns sysusers sysdatabases syslogins sysdummy1 sqlite_master sqlite_schema sqlite_temp_master sqlite_sequence "
            + "pg_catalog pg_tables pg_user pg_shadow pg_database pg_class pg_roles pg_authid pg_stat_activity pg_attribute pg_namespace pg_proc pg_type pg_settings pg_largeobject "
            + "all_tables all_tab_columns all_users all_objects user_tables user_tab_columns user_objects user_users dba_users dba_tables dba_objects v$version v$instance v$database v$session v$parameter "
            + "msysaccessobjects msysobjects table_schema table_name column_name schemata innodb_table_stats utl_inaddr utl_http dbms_pipe dbms_lock "
            + "rdb$database rdb$relations rdb$relation_fields mon$attachments spt_values sysmaster systables"),
        (SqlNameSort.SystemPrefix, "mysql master msdb tempdb sys syscs ctxsys ordsys dbo model"),
        (SqlNameSort.Prose,
            "the a an of my your our their his her its this that these those are was were be been being am it you we they i he she me us them him "
            + "please thanks thank very more most other others another each every many much few both which what who whom whose how why "
            + "will would should could can cannot may might must shall do does did done has have had having here there too also only just than then so because but if when while about around after before "
            + "best new good great nice big small some any no yes per via"),
    ];
}
