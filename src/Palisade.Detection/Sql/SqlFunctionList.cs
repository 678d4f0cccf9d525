namespace Palisade.Detection.Sql;

/// <summary>Functions of the dialects by what calling them gives an attacker. Packages are listed with their procedure where only that one matters.</summary>
internal static class SqlFunctionList
{
    public static readonly (SqlFunction Function, string Words)[] All =
    [
        (SqlFunction.SideEffect,
            "sleep benchmark pg_sleep pg_sleep_for pg_sleep_until get_lock randomblob extractvalue updatexml name_const master_pos_wait analyse "
            + "sys_eval sys_exec xp_cmdshell xp_dirtree xp_fileexist xp_regread xp_regwrite xp_servicecontrol xp_subdirs xp_availablemedia "
            + "sp_executesql sp_oacreate sp_oamethod sp_configure sp_addextendedproc sp_makewebtask sp_password sp_addlogin sp_addsrvrolemember "
            + "openrowset opendatasource openquery dblink dblink_connect dblink_exec xmltype query_to_xml database_to_xml table_to_xml cursor_to_xml "
            + "load_extension sqlite_load_extension dbms_pipe.receive_message dbms_lock.sleep dbms_session.sleep dbms_xmlgen.getxml dbms_xmlquery.getxml dbms_utility.sqlid_to_sqlhash "
            + "user_lock.sleep dbms_java_test.funcall dbms_java.runjava dbms_scheduler.create_job dbms_ldap.init ctxsys.drithsx.sn ordsys.ord_dicom.getmappingxpath "
            + "utl_inaddr.get_host_address utl_inaddr.get_host_name utl_http.request utl_http.request_pieces httpuritype utl_smtp.open_connection utl_tcp.open_connection "
            + "sys.dbms_pipe.receive_message sys.utl_inaddr.get_host_address sys.utl_http.request generate_series pg_terminate_backend pg_reload_conf lo_export"),
        (SqlFunction.File,
            "load_file pg_read_file pg_read_binary_file pg_ls_dir pg_stat_file pg_file_write lo_import lo_from_bytea lo_get lo_put readfile writefile edit utl_file.fopen bfilename"),
        (SqlFunction.Information,
            "version database schema user current_user session_user system_user current_database current_schema current_schemas current_setting "
            + "user_name db_name host_name suser_name suser_sname original_login app_name object_id object_name object_definition col_name col_length schema_name "
            + "connection_id last_insert_id row_count found_rows sqlite_version sqlite_source_id pg_backend_pid inet_server_addr inet_server_port inet_client_addr "
            + "sys_context userenv serverproperty has_dbaccess is_srvrolemember is_member has_table_privilege pg_get_userbyid uuid database_principal_id "
            + "sys.database_name sys.login_user sys_connect_by_path dbms_metadata.get_ddl pg_postmaster_start_time pg_conf_load_time db_id file_name filegroup_name"),
        (SqlFunction.Choice, "if iif ifnull nullif nvl nvl2 decode coalesce isnull elt choose greatest least"),
        (SqlFunction.Ordinary,
            "ascii ord char chr nchar unichr unicode concat concat_ws group_concat string_agg listagg wm_concat xmlagg xmlrow xmlelement xml2clob xmlforest xmlparse array_agg array_to_string row_to_json json_agg "
            + "substring substr substrb mid left right instr locate position strpos charindex patindex length len char_length character_length octet_length bit_length datalength "
            + "hex unhex rawtohex hextoraw to_hex bin oct conv md5 sha sha1 sha2 hashbytes crc32 encode decode_oracle encrypt compress uncompress to_base64 from_base64 "
            + "upper lower ucase lcase reverse replace insert repeat replicate rpad lpad trim ltrim rtrim space stuff translate quotename quote soundex difference strcmp field find_in_set make_set export_set "
            + "cast convert try_cast try_convert to_char to_number to_date to_timestamp str format parse like glob regexp_like regexp_replace regexp_substr regexp_substring crypt_key "
            + "count sum avg min max std stddev variance bit_and bit_or bit_xor row_number rank exp floor ceil ceiling round power pow sqrt sign abs mod rand random pi log log2 log10 ln sin cos tan atan truncate "
            + "now curdate curtime unix_timestamp from_unixtime date_add date_sub datediff getdate sysdate year month day "
            + "json_extract json_keys json_object json_array json_value xmlconcat multipoint geometrycollection polygon multipolygon linestring multilinestring gtid_subset gtid_subtract st_latfromgeohash st_longfromgeohash "
            + "inet_aton inet_ntoa inet6_aton values typeof likelihood likely unlikely zeroblob total_changes changes bitand dcount dlookup"),
    ];
}
