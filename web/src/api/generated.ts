/** Generated from the description of the API by `npm run api`. Not to be edited. */

export interface paths {
    "/api/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approvals that wait for the caller, that they decided, or that they submitted. */
        get: operations["get_approvals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/add-signer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask somebody else first; then it is the caller's turn again. */
        post: operations["post_approvals_id_add-signer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree, refuse, or send it back to whoever submitted it. */
        post: operations["post_approvals_id_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody else decide instead. */
        post: operations["post_approvals_id_delegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link that decides, once and without signing in, what the caller is asked. */
        post: operations["post_approvals_id_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a submission back; the record is open again. */
        post: operations["post_approvals_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What somebody is asked by a link, as far as they may see it. */
        post: operations["post_approvals_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/link/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide what a link asks, once. */
        post: operations["post_approvals_link_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log and the changes of records, newest first. */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as a workbook or CSV. */
        get: operations["get_audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long entries of the audit log are kept. */
        get: operations["get_audit_retention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how long entries are kept. */
        patch: operations["patch_audit_retention"];
        trace?: never;
    };
    "/api/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The published catalog as the caller may see it. */
        get: operations["get_catalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/chores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Long work on the data, newest first. */
        get: operations["get_catalog_chores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/chores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far one has come. */
        get: operations["get_catalog_chores_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft: every file as it would be published, what changed, what is wrong. */
        get: operations["get_catalog_draft"];
        put?: never;
        post?: never;
        /** Throw the draft away. */
        delete: operations["delete_catalog_draft"];
        options?: never;
        head?: never;
        /** Change files of the draft. */
        patch: operations["patch_catalog_draft"];
        trace?: never;
    };
    "/api/catalog/draft/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the draft. */
        post: operations["post_catalog_draft_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/draft/rules/{rule}/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a rule as it stands in the draft would have done in the last days. */
        post: operations["post_catalog_draft_rules_rule_rehearse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/draft/rules/{rule}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the tests of a rule as it stands in the draft. */
        post: operations["post_catalog_draft_rules_rule_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/fields/{object}/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many records hold a value in a field. */
        get: operations["get_catalog_fields_object_field"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/fields/{object}/{field}/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a field another type. */
        post: operations["post_catalog_fields_object_field_convert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/fields/{object}/{field}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a retired field and its values for good. */
        post: operations["post_catalog_fields_object_field_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/fields/{object}/{field}/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What another type would do to a field's values. */
        post: operations["post_catalog_fields_object_field_rehearse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/forms/{form}/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address at which anybody may fill in a form; nothing until one is made. */
        get: operations["get_catalog_forms_form_address"];
        put?: never;
        /** Make a new address for a form; the one before is void. */
        post: operations["post_catalog_forms_form_address"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A key made from a label. */
        post: operations["post_catalog_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/schema/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The JSON Schema of a kind of catalog file; of `steps`, what each kind of step in a rule is called and which settings it takes. */
        get: operations["get_catalog_schema_kind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How many records are in a stage. */
        post: operations["post_catalog_usage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Published versions, newest first. */
        get: operations["get_catalog_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog/versions/{number}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish an earlier version again. */
        post: operations["post_catalog_versions_number_rollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file. */
        post: operations["post_files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file. */
        get: operations["get_files_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/forms/{workspace}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a form asks of whoever knows its address. */
        get: operations["get_forms_workspace_token"];
        put?: never;
        /** Fill in a form: a record is made of it, once. */
        post: operations["post_forms_workspace_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Handovers, newest first. */
        get: operations["get_handovers"];
        put?: never;
        /** Hand over what somebody has to others. */
        post: operations["post_handovers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/handovers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a handover has come, and what was refused. */
        get: operations["get_handovers_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/handovers/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back what nobody gave to anybody else since. */
        post: operations["post_handovers_id_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/handovers/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a handover would be about, counted. */
        post: operations["post_handovers_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hooks/{workspace}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Push something to a rule from outside; it runs after the answer. */
        post: operations["post_hooks_workspace_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which accounts at an OpenID provider one comes in oneself. */
        get: operations["get_identities"];
        put?: never;
        post?: never;
        /** Come in by one of them no more, while there is another way in. */
        delete: operations["delete_identities"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a sheet. */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an import is to be read, and how far it has come. */
        get: operations["get_imports_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how it is to be read. */
        patch: operations["patch_imports_id"];
        trace?: never;
    };
    "/api/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop it; what was written stays. */
        post: operations["post_imports_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/refused.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that were not taken, with the reasons. */
        get: operations["get_imports_id_refused_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What it would do, row by row; nothing is kept. */
        post: operations["post_imports_id_rehearse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put it into the queue. */
        post: operations["post_imports_id_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the key that encrypted values are sealed with, and seal them anew. */
        post: operations["post_keys_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom a link is for that lets somebody set their password. */
        post: operations["post_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/link/forgotten": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link to choose a new password: who has this address gets it by e-mail, and nobody is told who has. */
        post: operations["post_link_forgotten"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/link/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password that a link is for; then sign in. */
        post: operations["post_link_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes as they happen. */
        get: operations["get_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which mail server the workspace sends. */
        get: operations["get_mail"];
        put?: never;
        /** Let messages leave by a mail server. */
        post: operations["post_mail"];
        /** Send nothing any more. */
        delete: operations["delete_mail"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test message to oneself; an error says what the server said. */
        post: operations["post_mail_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the engine wants the caller to know, newest first. */
        get: operations["get_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark notices as read. */
        post: operations["post_notices_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, with the workspace's own objects and fields. */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which OpenID provider people may sign in. */
        get: operations["get_openid"];
        put?: never;
        /** Let people sign in by an OpenID provider. */
        post: operations["post_openid"];
        /** Let nobody sign in by it any more. */
        delete: operations["delete_openid"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openid/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in by the OpenID provider: where to send the browser. */
        post: operations["post_openid_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/options/{object}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records to choose from in a lookup. */
        get: operations["get_options_object"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List records. */
        get: operations["get_records_object"];
        put?: never;
        /** Create a record. */
        post: operations["post_records_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One record, its related counts and its stages. */
        get: operations["get_records_object_id"];
        put?: never;
        post?: never;
        /** Put a record into the recycle bin, or purge it from there. */
        delete: operations["delete_records_object_id"];
        options?: never;
        head?: never;
        /** Change a record. */
        patch: operations["patch_records_object_id"];
        trace?: never;
    };
    "/api/records/{object}/{id}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approvals of a record, newest first, and those it could be submitted to. */
        get: operations["get_records_object_id_approvals"];
        put?: never;
        /** Submit a record for approval; it is locked until that ends. */
        post: operations["post_records_object_id_approvals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/button/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Press a button: run its rule on the record. */
        post: operations["post_records_object_id_button_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Claim a record that lies in a pool: of several who do so at once, one gets it. */
        post: operations["post_records_object_id_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a record, newest first. */
        get: operations["get_records_object_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merge others into a record: what pointed to them points to it, and they go to the bin. */
        post: operations["post_records_object_id_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a record to a stage, through its gate. */
        post: operations["post_records_object_id_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note on a record's timeline. */
        post: operations["post_records_object_id_notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/origins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What last changed each field of a record, and why. */
        get: operations["get_records_object_id_origins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Release a record to a pool of its object, for others to claim. */
        post: operations["post_records_object_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a record out of the recycle bin. */
        post: operations["post_records_object_id_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/reveal/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The whole of a masked value; it is written down that it was read. */
        post: operations["post_records_object_id_reveal_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What rules did on a record, newest first. */
        get: operations["get_records_object_id_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a record is shared with. */
        get: operations["get_records_object_id_team"];
        put?: never;
        /** Share a record with somebody, to read or to change it. */
        post: operations["post_records_object_id_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/team/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Share a record with somebody no more. */
        delete: operations["delete_records_object_id_team_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/{id}/who": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may see and change a record, and why; for those who look after users. */
        get: operations["get_records_object_id_who"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/aggregate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sums, counts and averages by group. */
        post: operations["post_records_object_aggregate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change, move, claim or delete many records. */
        post: operations["post_records_object_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A list as a workbook or CSV. */
        get: operations["get_records_object_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records/{object}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records side by side, what points to each, and which cannot be merged. */
        get: operations["get_records_object_merge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How every rule has fared in the last seven days. */
        get: operations["get_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule}/address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The address that a rule takes things at from outside; nothing until one is made. */
        get: operations["get_rules_rule_address"];
        put?: never;
        /** Make a new address for a rule; the one before is void. */
        post: operations["post_rules_rule_address"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Why a rule did not run on a record. */
        post: operations["post_rules_rule_explain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs of rules on all records, newest first. */
        get: operations["get_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run: what it did, what it rests at, the rule it goes by. */
        get: operations["get_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a run that has not ended. */
        post: operations["post_runs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a failed run on from where it failed. */
        post: operations["post_runs_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search everything. */
        get: operations["get_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Names of the secrets that rules may use. */
        get: operations["get_secrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a secret for rules; it can never be read back. */
        post: operations["post_secrets_name"];
        /** Forget a secret. */
        delete: operations["delete_secrets_name"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, if anybody. */
        get: operations["get_session"];
        put?: never;
        /** Sign in. */
        post: operations["post_session"];
        /** Sign out. */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        /** Change one's own language, theme or name. */
        patch: operations["patch_session"];
        trace?: never;
    };
    "/api/session/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second step of signing in: a code of the app, or a recovery code. */
        post: operations["post_session_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/eyes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Look through nobody else's eyes any more. */
        delete: operations["delete_session_eyes"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one wishes to be told by e-mail, and when. */
        get: operations["get_session_notices"];
        put?: never;
        /** Change what one wishes to be told by e-mail. */
        post: operations["post_session_notices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change one's own password. */
        post: operations["post_session_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second_factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one's own second factor stands. */
        get: operations["get_session_second_factor"];
        put?: never;
        /** Begin to set up one's own second factor; the secret is shown this once. */
        post: operations["post_session_second_factor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second_factor/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes in place of the old ones. */
        post: operations["post_session_second_factor_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second_factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn it on with a first code; recovery codes are shown this once. */
        post: operations["post_session_second_factor_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second_factor/off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn it off, with password and code. */
        post: operations["post_session_second_factor_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in oneself. */
        get: operations["get_sessions"];
        put?: never;
        post?: never;
        /** End all of one's own sessions but this one. */
        delete: operations["delete_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's own sessions. */
        delete: operations["delete_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first administrator of a new workspace. */
        post: operations["post_setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign_in_policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is asked of those who sign in. */
        get: operations["get_sign_in_policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what is asked of those who sign in. */
        patch: operations["patch_sign_in_policy"];
        trace?: never;
    };
    "/api/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is due today or overdue: records that are the caller's to see to, and approvals that wait for them. */
        get: operations["get_today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own API tokens, newest first. */
        get: operations["get_tokens"];
        put?: never;
        /** Make an API token; its secret is shown this once. */
        post: operations["post_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one of one's own API tokens. */
        delete: operations["delete_tokens_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How somebody comes in: their sessions and API tokens. */
        get: operations["get_users_id_access"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let somebody sign in no more, and hand over what they have. */
        post: operations["post_users_id_deactivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/eyes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look through somebody's eyes: see what they see, and change nothing. */
        post: operations["post_users_id_eyes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let somebody come in by an account at an OpenID provider no more. */
        delete: operations["delete_users_id_identities"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A link that lets somebody set their password, once; it is shown this once. */
        post: operations["post_users_id_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/link/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same, sent to them by e-mail and shown to nobody else. */
        post: operations["post_users_id_link_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set somebody's password. */
        post: operations["post_users_id_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/second_factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take the second factor of somebody away who lost it. */
        delete: operations["delete_users_id_second_factor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign somebody out everywhere, and revoke their API tokens. */
        delete: operations["delete_users_id_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of somebody. */
        delete: operations["delete_users_id_sessions_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one API token of somebody. */
        delete: operations["delete_users_id_tokens_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{object}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Views that people saved. */
        get: operations["get_views_object"];
        put?: never;
        /** Save a view. */
        post: operations["post_views_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/views/{object}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a saved view. */
        delete: operations["delete_views_object_id"];
        options?: never;
        head?: never;
        /** Change a saved view. */
        patch: operations["patch_views_object_id"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description What a member of a team may do.
         * @enum {string}
         */
        Access: "read" | "write";
        /** @description One way in which one thing is allowed. */
        AccessReason: {
            /** @description `read`, `update`, `delete`, `transfer`, `merge` or `export`. */
            action: string;
            /** @description Label of the role. */
            label: string;
            role: string;
            scope: components["schemas"]["ScopeDef"];
        };
        /**
         * @description One step: its kind and the settings of that kind; unknown ones are refused by the kind.
         *     A value is a literal, `{"ref": "path"}`, `{"ref": "$name"}` for what an earlier step called `as` name and `{"ref": "$name.path"}`
         *     for a part of it, `{"ref": "$parent.path"}` for the record around an `each`, `{"script": "expr"}`, `{"text": "… {{ field }} …"}`,
         *     `{"me": true}`, `{"now": true}`, `{"ahead": "3d"}`.
         */
        ActionDef: {
            kind: string;
            /** @description What people call this step. */
            name?: string;
        } & {
            [key: string]: unknown;
        };
        Address: {
            /** Format: date-time */
            made_at: string | null;
            /** @description After the address of the server; nothing until one is made. */
            path: string | null;
        };
        Administer: "catalog" | "users" | "data" | "audit";
        Aggregate: {
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            rows: components["schemas"]["AggregateRow"][];
        };
        AggregateRequest: {
            filter?: components["schemas"]["Filter"];
            /**
             * @description At most two.
             * @default []
             */
            group?: components["schemas"]["Group"][];
            /** Format: uint32 */
            limit?: number;
            /** @default [] */
            measures?: components["schemas"]["Measure"][];
            /** @description By a measure: `m0`, or `-m0` for the largest first. */
            sort?: string;
        };
        AggregateRow: {
            /** @description A value for each field grouped by. */
            group: unknown[];
            /** @description One for each measure; null over nothing, a date or a text only as the least or greatest of such. */
            values: (components["schemas"]["Measured"] | null)[];
        };
        And: {
            and: components["schemas"]["Filter"][];
        };
        ApiToken: {
            /** @description Where it was used last. */
            address: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** @description The only objects it may touch; null is all of them. */
            objects: string[] | null;
            read_only: boolean;
        };
        Approval: {
            /** @description Key of its definition. */
            approval: string;
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description Null: a rule.
             */
            by: string | null;
            /** @description It is the caller's turn. */
            can_decide: boolean;
            can_withdraw: boolean;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            note: string | null;
            object: string;
            /** Format: uuid */
            record: string;
            /** Format: int64 */
            round: number;
            state: components["schemas"]["ApprovalState"];
            steps: components["schemas"]["ApprovalStepTold"][];
            /** @description Fields that may be changed meanwhile. */
            unlocked: string[];
        };
        /** @description What somebody is asked by a link: as much as they may see. */
        ApprovalAsked: {
            approvals: components["schemas"]["Approval"][];
            /** @description What the record says, in words; nothing when they may not read it. */
            fields: components["schemas"]["FieldSaid"][];
            /** @description Whom the link is for. */
            name: string;
            /** @description Titles of records and names of people, as far as the caller may see them. */
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /**
             * Format: int64
             * @description How many wait for the caller.
             */
            waiting: number;
        };
        ApprovalChoice: {
            approval: string;
            label: string;
        };
        ApprovalColleague: {
            note?: string;
            /** Format: uuid */
            user: string;
        };
        ApprovalDecision: {
            /** @description Needed when it is sent back. */
            note?: string;
            verdict: components["schemas"]["ApprovalVerdict"];
        };
        ApprovalDef: {
            /** @description Only rules submit it; else also whoever may change the record. */
            by_rules?: boolean;
            key: string;
            label: components["schemas"]["Label"];
            object: string;
            set?: components["schemas"]["ApprovalSet"];
            /** @description One after the other. */
            steps: components["schemas"]["ApprovalStep"][];
            /** @description Fields that may be changed while it is under way; the rest of the record is locked. */
            unlocked?: string[];
            /** @description When it may be submitted. */
            where?: components["schemas"]["Filter"];
        };
        /** @description Approvals that are somebody's business. */
        ApprovalInbox: {
            approvals: components["schemas"]["Approval"][];
            /** @description Titles of records and names of people, as far as the caller may see them. */
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /**
             * Format: int64
             * @description How many wait for the caller.
             */
            waiting: number;
        };
        /** @description A link that decides once what the caller is asked. */
        ApprovalLink: {
            /** Format: date-time */
            expires_at: string;
            /** @description After the address of the server. The code stands behind `#`, which browsers tell no server. */
            path: string;
        };
        ApprovalLinkCode: {
            code: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        ApprovalLinkDecision: {
            code: string;
            note?: string;
            verdict: components["schemas"]["ApprovalVerdict"];
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        /** @description Whose business. */
        ApprovalPart: "asked" | "decided" | "submitted";
        ApprovalProgress: ("done" | "current" | "later") | "skipped" | "stopped";
        ApprovalSet: {
            approved?: {
                [key: string]: unknown;
            };
            rejected?: {
                [key: string]: unknown;
            };
            sent_back?: {
                [key: string]: unknown;
            };
            submitted?: {
                [key: string]: unknown;
            };
            withdrawn?: {
                [key: string]: unknown;
            };
        };
        /** @description How far an approval has come, and what rules may react to. */
        ApprovalState: ("approved" | "rejected" | "withdrawn") | "pending" | "sent_back";
        ApprovalStep: {
            key: string;
            label: components["schemas"]["Label"];
            /** @default any */
            mode?: components["schemas"]["StepMode"];
            /** @default remind */
            on_timeout?: components["schemas"]["OnTimeout"];
            /** @description A span (`2d`) after which `on_timeout` is done. */
            timeout?: string;
            /** @description The step is passed over when the record does not match. */
            where?: components["schemas"]["Filter"];
            who: components["schemas"]["Approver"][];
        };
        ApprovalStepTold: {
            key: string;
            label: string;
            mode: components["schemas"]["StepMode"];
            progress: components["schemas"]["ApprovalProgress"];
            tasks: components["schemas"]["ApprovalTask"][];
        };
        /** @description Somebody who is asked. */
        ApprovalTask: {
            /**
             * Format: uuid
             * @description Who asked them, when not the step.
             */
            asked_by: string | null;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            decided_at: string | null;
            note: string | null;
            /** @description Why it is this person and not the one the step names. */
            reason: string | null;
            state: components["schemas"]["ApprovalTaskState"];
            /** Format: uuid */
            user: string;
        };
        ApprovalTaskState: ("approved" | "rejected" | "sent_back") | "pending" | "waiting" | "delegated" | "passed";
        ApprovalVerdict: ("approve" | "reject") | "send_back";
        ApprovalWithdrawal: {
            note?: string;
        };
        /** @description Who is asked: a path to a user (`owner.manager`, `owner.department.head`), everybody with a role, or one person. */
        Approver: string | components["schemas"]["ByRole"] | components["schemas"]["ByEmail"];
        /** @description One thing that was done. */
        AuditEntry: {
            /** @description Null: the system, or nobody who is known. */
            actor: components["schemas"]["Person"] | null;
            /** @description Where it came from; null of changes of records. */
            address: string | null;
            agent: string | null;
            /** Format: date-time */
            at: string;
            cause: components["schemas"]["Cause"] | null;
            /** @description Their values, where the reader may read them. */
            changes: components["schemas"]["FieldChange"][];
            /** @description What is in it depends on the kind. */
            detail: {
                [key: string]: unknown;
            };
            /** @description Labels of the fields that a change of a record changed. */
            fields: string[];
            /** Format: uuid */
            id: string;
            kind: string;
            note: string | null;
            object: string | null;
            /**
             * Format: uuid
             * @description Its title is among the refs.
             */
            record: string | null;
            /** @description The way it came in: `ui`, `import`, `rule` … */
            via: string;
        };
        AuditPage: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description Cursor of the older ones. */
            next: string | null;
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        /** @description How long entries are kept. Changes of records stay in any case. */
        AuditRetention: {
            /**
             * Format: uint32
             * @description Null: for ever.
             * @default null
             */
            days?: number | null;
        };
        /** @description Exactly one of `set`, `move`, `claim` and `delete`. */
        Bulk: {
            /**
             * @description Take them out of the pools they lie in.
             * @default false
             */
            claim?: boolean;
            /** @default false */
            delete?: boolean;
            ids: string[];
            move?: components["schemas"]["Move"];
            set?: {
                [key: string]: unknown;
            };
        };
        BulkOutcome: {
            /** Format: uint */
            done: number;
            failed: components["schemas"]["Failed"][];
        };
        Button: {
            primary?: boolean;
            /** @description Key of a rule with a `button` trigger on this object. */
            rule: string;
        };
        /** @description A rule that a person starts, on the records that match. */
        ButtonRule: {
            label: components["schemas"]["Label"];
            rule: string;
            where: components["schemas"]["Filter"] | null;
        };
        ByEmail: {
            /** @description Their e-mail. */
            user: string;
        };
        ByRole: {
            role: string;
        };
        /** @description Without this file Monday to Friday are working days. */
        CalendarDef: {
            /** @description Days off, whatever day of the week they are. */
            holidays?: components["schemas"]["Holiday"][];
            /** @description The hours of a working day, such as `["09:00", "12:00"]`; the whole day when there are none. */
            hours?: string[][];
            /** @description The days of the week that are worked. */
            weekdays: components["schemas"]["Weekday"][];
            /** @description Days that are worked though they would be off, to make up for a holiday. */
            working_days?: string[];
        };
        Card: {
            filter?: components["schemas"]["Filter"];
            group?: components["schemas"]["Group"];
            key: string;
            kind: components["schemas"]["CardKind"];
            label: components["schemas"]["Label"];
            /**
             * Format: uint32
             * @description Groups shown at most, largest first; 20 when absent.
             */
            limit?: number;
            measure: components["schemas"]["Measure"];
            object: string;
            /** @description Number card: a rate, this filter's measure divided by the card's own. */
            share?: components["schemas"]["Filter"];
            /**
             * Format: uint8
             * @description Columns of a 12-column grid; 6 when absent.
             */
            width?: number;
        };
        CardKind: ("number" | "bar" | "line" | "pie") | "funnel" | "ranking";
        /** @description The published catalog. */
        Catalog: {
            /** @description Keys of the objects whose records may be under approval. */
            approves: string[];
            can: components["schemas"]["Rights"];
            dashboards: components["schemas"]["DashboardDef"][];
            languages: components["schemas"]["Lang"][];
            nav: components["schemas"]["NavGroup"][];
            /** @description By key, in the order of the template. */
            objects: {
                [key: string]: components["schemas"]["CatalogObject"];
            };
            roles: components["schemas"]["Role"][];
            template: components["schemas"]["Template"];
            /** Format: int64 */
            version: number;
            workspace: components["schemas"]["Workspace"];
        };
        /** @description An object with everything that shows its records. */
        CatalogObject: {
            buttons: components["schemas"]["ButtonRule"][];
            can: components["schemas"]["ObjectRights"];
            colour: string | null;
            fields: components["schemas"]["Field"][];
            icon: string | null;
            key: string;
            label: components["schemas"]["Label"];
            layout: components["schemas"]["LayoutDef"];
            pipelines: components["schemas"]["PipelineDef"][];
            plural: components["schemas"]["Label"];
            pools: components["schemas"]["CatalogPool"][];
            relations: components["schemas"]["Relation"][];
            subtitle: string | null;
            /** @description The field that names a record. */
            title: string;
            views: components["schemas"]["ViewDef"][];
        };
        /** @description A pool that records of the object may lie in. */
        CatalogPool: {
            key: string;
            label: components["schemas"]["Label"];
            /** @description Whether the caller belongs to it: sees what lies in it, and may claim it. */
            member: boolean;
        };
        /** @description One mistake in a catalog. */
        CatalogProblem: {
            code: string;
            /** @description What would be right, when it can be said. */
            expected: string | null;
            file: string;
            message: string;
            /** @description JSON pointer into the file; in scripts `line:column`. */
            pointer: string;
        };
        /** @description What brought it about, beside the actor. */
        Cause: {
            /** @description The label of the form that somebody filled in. */
            form?: string;
            /** Format: uuid */
            import?: string;
            /** @description The rule's label. */
            label?: string;
            /** @description Records became one. */
            merge?: boolean;
            rule?: string;
        };
        CellError: {
            code: string;
            field: string;
            /** @description Null when no column is tied to the field. */
            header: string | null;
            message: string;
            /** @description Null when the error is not about a field. */
            value: string | null;
        };
        /** @enum {string} */
        ChangeKind: "added" | "changed" | "removed";
        /** @description Refuses a write whose final values meet the condition. */
        CheckDef: {
            /** @description The field the message is shown at. */
            field?: string;
            message: components["schemas"]["Label"];
            refuse_when: components["schemas"]["Filter"];
        };
        /** @description How many records a related list has. */
        Children: {
            /** Format: uint64 */
            count: number;
            /** @description Whether there are no more than that. */
            exact: boolean;
        };
        /** @description One option of a select-like field. */
        Choice: {
            /** @description Other spellings, for matching on import. */
            aliases?: string[];
            colour?: string;
            key: string;
            label: components["schemas"]["Label"];
            retired?: boolean;
        };
        /** @description Long work on the data. */
        Chore: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            done: number;
            /** @description Why it failed. */
            error: string | null;
            /** Format: uuid */
            id: string;
            kind: string;
            label: string;
            /** @description `waiting`, `running`, `done` or `failed`. */
            state: string;
            /**
             * Format: int64
             * @description 0 while that is not known.
             */
            total: number;
            /**
             * Format: int64
             * @description The version that was published by it.
             */
            version: number | null;
        };
        ColumnChange: {
            /** @description Null: the column is left out. */
            field?: string | null;
            /** Format: uint */
            index: number;
        };
        Confidence: ("none" | "fuzzy" | "alias" | "exact") | "computed";
        /** @description What a change of type would do. */
        ConversionRehearsal: {
            /**
             * Format: int64
             * @description Of those, how many can be read as the new type.
             */
            converts: number;
            /**
             * Format: int64
             * @description Of those, how many were looked at.
             */
            examined: number;
            /**
             * Format: int64
             * @description Records that hold a value, those in the recycle bin too.
             */
            records: number;
            /** @description Some of the others. */
            refused: components["schemas"]["RefusedValue"][];
        };
        /** @description How many there are: exactly, or at least this many. */
        Count: {
            exact: boolean;
            /** Format: uint64 */
            value: number;
        };
        /** @description A new record, and the duplicates that were accepted. */
        Created: {
            record: components["schemas"]["Record"];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            warnings: components["schemas"]["Warning"][];
        };
        /** @description How to sign in. */
        Credentials: {
            email: string;
            password: string;
        };
        DashboardDef: {
            cards: components["schemas"]["Card"][];
            key: string;
            label: components["schemas"]["Label"];
        };
        /** @enum {string} */
        DateOrder: "ymd" | "mdy" | "dmy";
        Deactivated: {
            /**
             * Format: uuid
             * @description What says how far the handover has come; null when there is none.
             */
            handover: string | null;
        };
        Deactivation: {
            /** @description What they have goes to others. */
            handover?: components["schemas"]["HandoverPlan"];
        };
        /** @description A draft with its files: path → content, JSON or the text of a script or message. */
        Draft: {
            /**
             * Format: int64
             * @description The version it is based on.
             */
            base: number;
            /** @description What the draft changed or removed, as it is published: so that a change can be told in words. */
            before: {
                [key: string]: unknown;
            };
            changes: components["schemas"]["FileChange"][];
            /** @description All files as they would be published. */
            files: {
                [key: string]: unknown;
            };
            problems: components["schemas"]["CatalogProblem"][];
            /**
             * Format: int64
             * @description Grows with each change; a change names the one it was made under.
             */
            revision: number;
        };
        DraftChanges: {
            /** @description Path → content; null removes the file. */
            files: {
                [key: string]: unknown;
            };
            /** Format: int64 */
            revision: number;
        };
        /** @description What a draft changes, and what is wrong with it. */
        DraftState: {
            /**
             * Format: int64
             * @description The version it is based on.
             */
            base: number;
            changes: components["schemas"]["FileChange"][];
            problems: components["schemas"]["CatalogProblem"][];
            /**
             * Format: int64
             * @description Grows with each change; a change names the one it was made under.
             */
            revision: number;
        };
        /** @description When a record is somebody's business of the day. */
        DueDef: {
            /** @description Records that are seen to already. */
            done?: components["schemas"]["Filter"];
            /** @description Key of the date or time by which it is due. */
            field: string;
            /** @description Key of the field that says whose business it is; the owner's when absent. */
            who?: string;
        };
        DueRecord: {
            /** @description As the record has it: a day, or a moment. */
            due: unknown;
            /** Format: uuid */
            id: string;
            /** @description It should have been seen to before. */
            overdue: boolean;
            subtitle: string;
            title: string;
        };
        /** @enum {string} */
        DuplicateAction: "refuse" | "warn";
        /** @description Two records with equal values in all `fields` (none of them empty) are duplicates. */
        DuplicateDef: {
            action: components["schemas"]["DuplicateAction"];
            fields: string[];
            message?: components["schemas"]["Label"];
        };
        /** @description How an encrypted field can be searched. */
        Encrypted: "unsearchable" | "equality";
        EventKind: ("created" | "updated" | "moved" | "deleted" | "restored" | "purged" | "note") | "shared" | "merged" | "approval";
        Explanation: {
            /** @description In a sentence: the first thing that is missing, or that nothing is. */
            because: string;
            conditions: components["schemas"]["RuleCondition"][];
            /**
             * Format: date-time
             * @description When it is due for this record, as it is now.
             */
            due: string | null;
            enabled: boolean;
            /** @description The record's last events, newest first; empty for a rule that watches the time. */
            events: components["schemas"]["Heard"][];
            holds: boolean;
            /** @description Its last run on the record. */
            last: components["schemas"]["Run"] | null;
            /** @description What it listens to happened lately, or what it watches came due. Null for what a person or another rule sets off. */
            set_off: boolean | null;
            /**
             * Format: date-time
             * @description It looks at what came due after this.
             */
            watches_since: string | null;
        };
        /** @enum {string} */
        ExportFormat: "xlsx" | "csv";
        ExportLimit: {
            /**
             * Format: uint32
             * @description Rows of all exports of one person in one day of the workspace's time zone.
             */
            rows_per_day: number;
        };
        /** @description A record that could not be changed, and why. */
        Failed: {
            errors: components["schemas"]["FieldError"][];
            /** Format: uuid */
            id: string;
            message: string;
            /** @description Null when there is no such record. */
            title: string | null;
        };
        /** @description The definition of a field, and what its type makes of it. */
        Field: {
            /**
             * @description Accepted name endings such as `.pdf`; all when absent.
             * @default []
             */
            accept?: string[];
            /** @description Other names people give it, for matching sheet columns on import. */
            aliases?: string[];
            as?: components["schemas"]["Yields"] | components["schemas"]["rollup_Yields"];
            computed: boolean;
            /** @description A literal, or `{"me": true}`, `{"now": true}`, `{"today": true}`. */
            default?: unknown;
            /**
             * @description Its values are kept encrypted, and whether records can still be found by them. Not with types that refer to something
             *     else, nor as a title, in formulas, sorts or groups.
             */
            encrypted?: components["schemas"]["Encrypted"];
            /** @description Records that may be chosen. */
            filter?: components["schemas"]["Filter"];
            groupable: boolean;
            help?: components["schemas"]["Label"];
            /** @description The relation as seen from the other side. */
            inverse?: components["schemas"]["Inverse"];
            key: string;
            label: components["schemas"]["Label"];
            /**
             * Format: uint8
             * @description 2: province and city; 3: a district too. 2 when absent.
             */
            levels?: number;
            /** @description Only part of the value is shown. Unless it is read-only, it may be filled in on a new record; nobody changes what they see in part. */
            masked?: boolean;
            max?: number;
            /**
             * Format: uint32
             * @description 1 to 50; 10 when absent.
             */
            max_files?: number;
            /**
             * Format: uint32
             * @description In characters; 255 when absent, at most 2000.
             */
            max_length?: number;
            /**
             * Format: uint32
             * @description Size of one file, 1 to 200; 20 when absent.
             */
            max_mb?: number;
            measure?: components["schemas"]["RollupMeasure"];
            min?: number;
            /** @description The children's field that is measured; not needed by `count`. */
            of?: string;
            /** @description What happens here when the record referred to is deleted; `clear` when absent. */
            on_delete?: components["schemas"]["OnDelete"];
            operators: components["schemas"]["Op"][];
            options?: components["schemas"]["Choice"][];
            /** @description Text with `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and exactly one counter such as `{0000}`. */
            pattern?: string;
            /** @description Key of a pipeline of this object. */
            pipeline?: string;
            /** @description Set by rules, imports of administrators and the system; people cannot type into it. */
            readonly?: boolean;
            /** @description Key of a relation: the `inverse.key` of the children's lookup. */
            relation?: string;
            required?: boolean;
            /** @description Out of use: hidden everywhere, its values kept. */
            retired?: boolean;
            /** @description The whole of it may be asked for. */
            revealable?: boolean;
            /**
             * Format: uint32
             * @description Digits after the point, 0 to 6; 2 when absent.
             */
            scale?: number;
            /** @description The expression; sees the record's fields by key. */
            script?: string;
            /** @description Found by the global search (text-like fields; the title always is). */
            searchable?: boolean;
            sortable: boolean;
            /**
             * @description Offered while typing.
             * @default []
             */
            suggestions?: string[];
            /** @description One that every object has. */
            system?: boolean;
            /** @description The object whose records it holds. */
            target?: string;
            /** @description Key of the object referred to. */
            to?: string;
            type: string;
            unique?: boolean;
            /** @description Shown behind the number. */
            unit?: components["schemas"]["Label"];
            /** @description Only children that match. */
            where?: components["schemas"]["Filter"];
        };
        /** @description One field, before and after. */
        FieldChange: {
            after: unknown;
            before: unknown;
            field: string;
            label: string;
        };
        /** @description One field: what all types share, and beside it the settings of its type. */
        FieldDef: {
            /**
             * @description Accepted name endings such as `.pdf`; all when absent.
             * @default []
             */
            accept?: string[];
            /** @description Other names people give it, for matching sheet columns on import. */
            aliases?: string[];
            as?: components["schemas"]["Yields"] | components["schemas"]["rollup_Yields"];
            /** @description A literal, or `{"me": true}`, `{"now": true}`, `{"today": true}`. */
            default?: unknown;
            /**
             * @description Its values are kept encrypted, and whether records can still be found by them. Not with types that refer to something
             *     else, nor as a title, in formulas, sorts or groups.
             */
            encrypted?: components["schemas"]["Encrypted"];
            /** @description Records that may be chosen. */
            filter?: components["schemas"]["Filter"];
            help?: components["schemas"]["Label"];
            /** @description The relation as seen from the other side. */
            inverse?: components["schemas"]["Inverse"];
            key: string;
            label: components["schemas"]["Label"];
            /**
             * Format: uint8
             * @description 2: province and city; 3: a district too. 2 when absent.
             */
            levels?: number;
            max?: number;
            /**
             * Format: uint32
             * @description 1 to 50; 10 when absent.
             */
            max_files?: number;
            /**
             * Format: uint32
             * @description In characters; 255 when absent, at most 2000.
             */
            max_length?: number;
            /**
             * Format: uint32
             * @description Size of one file, 1 to 200; 20 when absent.
             */
            max_mb?: number;
            measure?: components["schemas"]["RollupMeasure"];
            min?: number;
            /** @description The children's field that is measured; not needed by `count`. */
            of?: string;
            /** @description What happens here when the record referred to is deleted; `clear` when absent. */
            on_delete?: components["schemas"]["OnDelete"];
            options?: components["schemas"]["Choice"][];
            /** @description Text with `{YYYY}`, `{YY}`, `{MM}`, `{DD}` and exactly one counter such as `{0000}`. */
            pattern?: string;
            /** @description Key of a pipeline of this object. */
            pipeline?: string;
            /** @description Set by rules, imports of administrators and the system; people cannot type into it. */
            readonly?: boolean;
            /** @description Key of a relation: the `inverse.key` of the children's lookup. */
            relation?: string;
            required?: boolean;
            /** @description Out of use: hidden everywhere, its values kept. */
            retired?: boolean;
            /**
             * Format: uint32
             * @description Digits after the point, 0 to 6; 2 when absent.
             */
            scale?: number;
            /** @description The expression; sees the record's fields by key. */
            script?: string;
            /** @description Found by the global search (text-like fields; the title always is). */
            searchable?: boolean;
            /**
             * @description Offered while typing.
             * @default []
             */
            suggestions?: string[];
            /** @description Key of the object referred to. */
            to?: string;
            type: string;
            unique?: boolean;
            /** @description Shown behind the number. */
            unit?: components["schemas"]["Label"];
            /** @description Only children that match. */
            where?: components["schemas"]["Filter"];
        };
        /** @description A [`FieldError`] in one language. */
        FieldError: {
            code: string;
            /** @description A field key or a JSON pointer. */
            field: string;
            message: string;
        };
        FieldPlace: {
            field: string;
            /** @description Left out of the form that creates a record. */
            not_on_create?: boolean;
            /** @description Shown, and asked for, only while the condition on this record's own fields holds. */
            visible_when?: components["schemas"]["Filter"];
            /** @description Takes the whole width of the section. */
            wide?: boolean;
        };
        FieldRight: ("read" | "write") | "hidden" | {
            mask: components["schemas"]["MaskDef"];
        };
        /** @description Fields of a record by key, as they are written; those left out stay as they are. */
        Fields: {
            [key: string]: unknown;
        };
        /** @description One field and what stands in it. */
        FieldSaid: {
            label: string;
            text: string;
        };
        /** @description What a field holds. */
        FieldUsage: {
            /**
             * Format: int64
             * @description Records that hold a value in it, those in the recycle bin too.
             */
            records: number;
        };
        FileChange: {
            kind: components["schemas"]["ChangeKind"];
            path: string;
        };
        /** @description A file as a record's field holds it. */
        FileRef: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: int64 */
            size: number;
            type: string;
        };
        /** @description A condition on a record. */
        Filter: components["schemas"]["And"] | components["schemas"]["Or"] | components["schemas"]["Not"] | components["schemas"]["Term"];
        FirstAdministrator: {
            /** @description The code that a workspace was handed over with. */
            code?: string;
            email: string;
            name: string;
            password: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
            workspace_name?: string;
        };
        /** @description Records of one object. */
        Following: {
            /** Format: uint64 */
            count: number;
            /** @description Whether there are no more than that. */
            exact: boolean;
            object: string;
        };
        FormDef: {
            /** @description What it asks, in this order. */
            fields: components["schemas"]["FormField"][];
            /** @description Says what it is for. */
            intro?: components["schemas"]["Label"];
            key: string;
            /** @description What colleagues call it: in the studio, and on the timeline of the records that come of it. */
            label: components["schemas"]["Label"];
            /** @description The object of which each makes a record. */
            object: string;
            /** @description Whether it may be filled in. At the address of one that is closed there is nothing. */
            open?: boolean;
            /** @description E-mail address or id of the user to whom the record goes; nobody when absent, and once they are inactive. */
            owner?: string;
            /** @description What whoever filled it in reads then. */
            thanks?: components["schemas"]["Label"];
            /** @description Stands above it; `label` when absent. */
            title?: components["schemas"]["Label"];
            /** @description What else the record says, whoever fills it in: literals, `{"now": true}`, `{"today": true}`. */
            values?: {
                [key: string]: unknown;
            };
        };
        /** @description One field that a form asks. */
        FormField: {
            field: string;
            /** @description Stands below it; what the field says when absent. */
            help?: components["schemas"]["Label"];
            /** @description What it is called here; as the field is when absent. */
            label?: components["schemas"]["Label"];
            /** @description It must be filled in, as a field must that its object requires. */
            required?: boolean;
        };
        /** @description A form, filled in. */
        FormSubmission: {
            /**
             * @description People are not shown it. What a program writes into everything it finds is thanked for and thrown away.
             * @default
             */
            homepage?: string;
            /**
             * Format: uuid
             * @description Made by whoever submits: however often this one is sent, it is taken once.
             */
            id: string;
            /**
             * @description By the keys of the fields that are asked.
             * @default {}
             */
            values?: {
                [key: string]: unknown;
            };
        };
        Found: {
            hits: components["schemas"]["Hit"][];
        };
        /** @description What must hold before a record may enter a stage. */
        Gate: {
            /** @description Said when `when` does not hold. */
            message?: components["schemas"]["Label"];
            /** @description Fields that must be filled. */
            require?: string[];
            when?: components["schemas"]["Filter"];
        };
        /** @description What a role may do with the records of an object. A list of scopes allows what any of them allows; an empty one nothing. */
        Grant: {
            /** @description Change many records in one step. */
            bulk?: boolean;
            create?: boolean;
            /** @description Into the recycle bin, and out of it. */
            delete?: components["schemas"]["ScopeDef"][];
            /** @description All of it, with all records. */
            everything?: boolean;
            export?: components["schemas"]["ScopeDef"][];
            /** @description Fields that are not simply read and written. */
            fields?: {
                [key: string]: components["schemas"]["FieldRight"];
            };
            import?: boolean;
            /** @description Make one record of several: change them, and send to the bin all but one, which takes over what pointed to them. */
            merge?: components["schemas"]["ScopeDef"][];
            /** @description By pipeline, the stages that records may be moved to; any when the pipeline is not named. */
            moves?: {
                [key: string]: string[];
            };
            read?: components["schemas"]["ScopeDef"][];
            /** @description Give to another owner. */
            transfer?: components["schemas"]["ScopeDef"][];
            update?: components["schemas"]["ScopeDef"][];
        };
        Group: {
            /** @description Dates only. */
            by?: components["schemas"]["Period"];
            field: string;
        };
        /** @description A handover, and how far it has come. */
        Handover: {
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description Null: the system. Names of people are among the refs.
             */
            by: string | null;
            /** Format: int64 */
            done: number;
            /** @description Why it failed. */
            error: string | null;
            /** Format: uuid */
            from: string;
            /** Format: uuid */
            id: string;
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description Some of those that were refused; only when one handover is asked for. */
            refusals: components["schemas"]["RefusedItem"][];
            /** Format: int64 */
            refused: number;
            /** @description `waiting`, `running`, `done`, `undoing`, `undone` or `failed`. */
            state: string;
            to: string[];
            /**
             * Format: int64
             * @description 0 while that is not known.
             */
            total: number;
            undoable: boolean;
            /**
             * Format: int64
             * @description Of those done, how many were given back.
             */
            undone: number;
        };
        HandoverCount: {
            field: string;
            /** @description Of the field. */
            label: string;
            object: string;
            /** Format: uint64 */
            records: number;
        };
        /** @description Records of one object. */
        HandoverPart: {
            /**
             * @description The field that names the person: `owner`, or any other that holds one.
             * @default owner
             */
            field?: string;
            filter?: components["schemas"]["Filter"];
            /** @description Only these. */
            ids?: string[];
            object: string;
        };
        /** @description Who gets what. */
        HandoverPlan: {
            /** @description One person gets all of it, several get it in turn. */
            to: string[];
            /** @description Everything the person has, when absent. */
            what?: components["schemas"]["HandoverPart"][];
        };
        /** @description What a handover would be about. */
        HandoverPreview: {
            parts: components["schemas"]["HandoverCount"][];
        };
        /** @description What is to be counted: everything that the person has, or what a plan names. */
        HandoverQuestion: {
            /** Format: uuid */
            from: string;
            plan?: components["schemas"]["HandoverPlan"];
        };
        /** @description What of whom goes to whom. */
        HandoverWish: {
            /** Format: uuid */
            from: string;
            /** @description One person gets all of it, several get it in turn. */
            to: string[];
            /** @description Everything the person has, when absent. */
            what?: components["schemas"]["HandoverPart"][];
        };
        /** @description One event, and whether the rule listens to its like. */
        Heard: {
            /** Format: date-time */
            at: string;
            conditions: components["schemas"]["RuleCondition"][];
            /** @description Fields that changed. */
            fields: string[];
            heard: boolean;
            /**
             * Format: date-time
             * @description The run it sets off is held back until then: the rule fires too often.
             */
            held_until: string | null;
            /**
             * @description Where the rule listens and did not run: whether its conditions held then, asked of the record as it was. What they read of
             *     other records is as it is now.
             */
            holds: boolean | null;
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["EventKind"];
            /** @description The rule ran on it. */
            ran: boolean;
        };
        /** @description Views as `object.view`, dashboards and buttons (rules) by key. */
        Hide: {
            buttons?: string[];
            dashboards?: string[];
            views?: string[];
        };
        Hit: {
            /** Format: uuid */
            id: string;
            object: string;
            subtitle: string;
            title: string;
        };
        Holiday: {
            /** Format: date */
            from: string;
            label?: components["schemas"]["Label"];
            /**
             * Format: date
             * @description The last day; the same when absent.
             */
            to?: string;
        };
        HookReceived: {
            /**
             * Format: uuid
             * @description The run that follows; null when there is nothing to do.
             */
            run: string | null;
        };
        /** @description An account at a provider that lets somebody in. */
        Identity: {
            /** @description Its provider is the one of the workspace: it lets in now. */
            current: boolean;
            issuer: string;
            /** Format: date-time */
            made_at: string;
            /** @description What the provider calls them. */
            subject: string;
        };
        /** @description What a person changes in the wizard; what is absent stays. */
        ImportChange: {
            columns?: components["schemas"]["ColumnChange"][];
            /** @default null */
            date_order?: components["schemas"]["DateOrder"] | null;
            /** @description In place of all defaults before. */
            defaults?: {
                [key: string]: unknown;
            };
            /** @description Where a text is read in the wrong one. */
            encoding?: string;
            /**
             * Format: uint32
             * @default null
             */
            header_row?: number | null;
            sheet?: string;
            /** @default null */
            upsert_by?: string | null;
            /** @description Added to what was said before; an empty table forgets all that was said of a field. */
            values?: {
                [key: string]: {
                    [key: string]: string | null;
                };
            };
        };
        ImportColumn: {
            confidence: components["schemas"]["Confidence"];
            field: string | null;
            header: string;
            /** Format: uint */
            index: number;
            /** @description The type that a new field for its values would have. */
            kind?: string;
            samples: string[];
        };
        ImportProgress: {
            /** Format: uint64 */
            created: number;
            /** Format: uint64 */
            done: number;
            /** @description Why the whole failed. */
            error?: string;
            /** Format: uint64 */
            refused: number;
            /** Format: uint64 */
            total: number;
            /** Format: uint64 */
            unchanged: number;
            /** Format: uint64 */
            updated: number;
        };
        ImportSheet: {
            hidden: boolean;
            name: string;
            /** @description Why it cannot be read. */
            problem?: string;
            /** Format: uint */
            rows: number;
        };
        /** @enum {string} */
        ImportStage: "mapping" | "queued" | "running" | "done" | "cancelled" | "failed";
        /** @description An import as it is shown; its texts are told in the reader's language. */
        ImportState: {
            columns: components["schemas"]["ImportColumn"][];
            /** Format: date-time */
            created_at: string;
            /** @description As told by a person; else each column's own values decide. */
            date_order: components["schemas"]["DateOrder"] | null;
            /** @description Field → value for new records that leave it blank. */
            defaults: {
                [key: string]: unknown;
            };
            encoding?: string;
            /** @description Keys of the fields that a column may go into: those that whoever asks may bring values for. */
            fields: string[];
            file: string;
            /**
             * Format: uint32
             * @description As the sheet's own program counts; none when the first row is already a record.
             */
            header_row: number | null;
            /** Format: uuid */
            id: string;
            object: string;
            preview: string[][];
            progress: components["schemas"]["ImportProgress"];
            /**
             * Format: uint
             * @description Rows that are records: without the header, what stands above it, totals and repeated headers.
             * @default 0
             */
            records: number;
            sheet: string;
            sheets: components["schemas"]["ImportSheet"][];
            state: components["schemas"]["ImportStage"];
            upsert_by: string | null;
            /** @description Field → text as found → what is meant: a title, a key, an id, or null for leaving it blank. */
            values: {
                [key: string]: {
                    [key: string]: string | null;
                };
            };
        };
        /** @description A record's way through one pipeline. */
        InPipeline: {
            /** @description Which stages it could enter now; for those who may move it. */
            moves?: {
                [key: string]: components["schemas"]["Way"];
            };
            /** @description Where it is now. */
            stage: string | null;
            /** @description The stages it was in so far. */
            stages: components["schemas"]["Stay"][];
        };
        Inverse: {
            key: string;
            label: components["schemas"]["Label"];
        };
        Keyed: {
            key: string;
        };
        KeyFor: {
            label: components["schemas"]["Named"];
            /** @default [] */
            taken?: string[];
        };
        /** @description One text in both languages: `{"zh-CN": "商机", "en": "Deal"}`. */
        Label: {
            en: string;
            "zh-CN": string;
        };
        /**
         * @description A language the product speaks.
         * @enum {string}
         */
        Lang: "zh-CN" | "en";
        /** @description Its last run. */
        LastRun: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            state: components["schemas"]["RunState"];
        };
        LayoutDef: {
            /** @description Button rules offered on the record. */
            buttons?: components["schemas"]["Button"][];
            /** @description Key facts in the header of a record. */
            header?: string[];
            object: string;
            /** @description Related lists, shown as tabs in this order; relations not named are not shown. */
            related?: components["schemas"]["Related"][];
            sections: components["schemas"]["Section"][];
            /** @description Relations whose records also stand on the timeline and can be added from its composer. */
            timeline?: string[];
        };
        LinkCode: {
            code: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        LinkForgotten: {
            /** @description The answer is the same whether anybody has this address. */
            email: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        LinkKind: "reset" | "invite";
        /** @description Whom a link is for. */
        LinkOwner: {
            email: string;
            kind: components["schemas"]["LinkKind"];
            name: string;
        };
        LinkPassword: {
            code: string;
            password: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        /** @description A run and the record it is about. */
        ListedRun: {
            /** Format: date-time */
            at: string;
            /** @description What was asked before it ran, and what was found; to those who do not see everything, nothing. */
            conditions: components["schemas"]["RuleCondition"][];
            error: string | null;
            /**
             * Format: uuid
             * @description What it reacted to; null when a person pressed its button.
             */
            event: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            object: string;
            /** Format: uuid */
            record: string;
            rule: string;
            state: components["schemas"]["RunState"];
            steps: components["schemas"]["Step"][];
            /**
             * Format: date-time
             * @description When it is looked at again, while it waits.
             */
            wake_at: string | null;
        };
        Looker: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        /** @description What was made. */
        Made: {
            /** Format: uuid */
            id: string;
        };
        /** @description Where the test message went. */
        MailProbed: {
            to: string;
        };
        /** @description How what is said to the server is kept from others. */
        MailSecurity: "none" | "starttls" | "tls";
        MailServer: {
            /** @description There is a password; it is never given back. */
            password: boolean;
            /** @description Null while nothing is sent. */
            settings: components["schemas"]["MailSettings"] | null;
            /** @description The last notice that could not be sent, since the settings were changed. */
            trouble: components["schemas"]["MailTrouble"] | null;
        };
        MailSettings: {
            /** @description Where people open this workspace: links in messages begin so. */
            address: string;
            /** @description The address that messages come from. */
            from: string;
            /**
             * @description The name beside it.
             * @default
             */
            from_name?: string;
            host: string;
            /** Format: uint16 */
            port: number;
            /** @default tls */
            security?: components["schemas"]["MailSecurity"];
            /**
             * @description Nobody signs in when empty.
             * @default
             */
            user?: string;
        };
        MailTrouble: {
            /** Format: date-time */
            at: string;
            message: string;
        };
        MailWish: {
            /** @description The one that is there stays when absent, unless the server is another now. */
            password?: string;
            settings: components["schemas"]["MailSettings"];
        };
        /** @description What remains of a text. */
        Mask: "phone" | "email" | {
            keep: {
                /** Format: uint8 */
                first: number;
                /** Format: uint8 */
                last: number;
            };
        };
        MaskDef: {
            as: components["schemas"]["Mask"];
            /** @description Whether the whole value may be asked for, record by record; that is written down. */
            reveal?: boolean;
        };
        /** @description A record that looks the same. */
        Match: {
            /** Format: uuid */
            id: string;
            title: string;
        };
        Me: {
            email: string;
            /** Format: uuid */
            id: string;
            /** @description Null: as the browser asks. */
            lang: components["schemas"]["Lang"] | null;
            name: string;
            /** @description Keys of roles. */
            roles: string[];
            theme: components["schemas"]["Theme"] | null;
        };
        Measure: {
            /** @description Not needed by `count`. */
            field?: string;
            fn: components["schemas"]["MeasureFn"];
        };
        /** @description How the value of a measure is described. */
        Measured: number | string;
        /** @enum {string} */
        MeasureFn: "count" | "sum" | "min" | "max" | "avg";
        /** @description What goes into a record, and what it takes over. */
        Merge: {
            /** @description 1 to 9 records of the same object. */
            others: string[];
            /**
             * @description Values by field, as they are written; the record keeps what is not named.
             * @default {}
             */
            values?: {
                [key: string]: unknown;
            };
            /**
             * @description The versions that the caller saw, by record; any where it is not named.
             * @default {}
             */
            versions?: {
                [key: string]: number;
            };
        };
        /** @description Records as they would become one. */
        MergePreview: {
            /** @description By record, how many others point to it. */
            following: {
                [key: string]: components["schemas"]["Following"][];
            };
            /** @description In the order asked for. */
            records: components["schemas"]["Record"][];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description Those that cannot be merged. */
            refused: components["schemas"]["MergeRefused"][];
        };
        MergeRefused: {
            /** Format: uuid */
            id: string;
            message: string;
        };
        /** @description Where to, and what is filled in on the way. */
        Move: {
            note?: string;
            /** @description The object's first when absent. */
            pipeline?: string;
            stage: string;
            /**
             * @description Fields filled on the way.
             * @default {}
             */
            values?: {
                [key: string]: unknown;
            };
        };
        /** @description A record after a write, and what it points at. */
        Moved: {
            /** @description The stage it was in. */
            from: string | null;
            record: components["schemas"]["Record"];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        MoveDef: {
            from: string;
            to: string[];
        };
        /** @description Which moves between stages are allowed. */
        Moves: components["schemas"]["NamedMoves"] | components["schemas"]["MoveDef"][];
        Must: "change_password" | "set_up_second_factor";
        /** @description What a key is made from: a text, or a label. */
        Named: string | components["schemas"]["Label"];
        NamedMoves: "any" | "forward";
        NavGroup: {
            items: components["schemas"]["NavItem"][];
            label?: components["schemas"]["Label"];
        };
        /** @description `{"object": "…"}` or `{"dashboard": "…"}` */
        NavItem: {
            object: string;
        } | {
            dashboard: string;
        };
        NewApiToken: {
            /** @description What goes into `Authorization: Bearer`. It is never shown again. */
            secret: string;
            token: components["schemas"]["ApiToken"];
        };
        NewPassword: {
            password: string;
        };
        NewType: {
            /** @description The field's definition as it will stand in the object's file. */
            definition: unknown;
            /**
             * @description Values that cannot be read as the new type are left out; else they stop the change.
             * @default false
             */
            empty?: boolean;
        };
        NewVersion: {
            /**
             * Format: uuid
             * @description What says how far that has come: `/api/catalog/chores/{id}`.
             */
            chore?: string;
            /**
             * Format: int64
             * @description Null while large tables are prepared for it.
             */
            version: number | null;
        };
        Not: {
            not: components["schemas"]["Filter"];
        };
        Note: {
            text: string;
        };
        Notice: {
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            id: string;
            /** @description The record it is about. */
            object: string | null;
            read: boolean;
            /** Format: uuid */
            record: string | null;
            text: string;
            title: string | null;
        };
        Notices: {
            notices: components["schemas"]["Notice"][];
            /**
             * Format: int64
             * @description How many are not read yet, of all there are.
             */
            unread: number;
        };
        /** @description What one wishes to hear by e-mail. */
        NoticesWished: {
            /** @description Whether the workspace sends e-mail at all. */
            mail: boolean;
            wishes: components["schemas"]["NoticeWishes"];
        };
        NoticeWhen: ("now" | "never") | "daily";
        NoticeWishes: {
            /** @description Approvals: what one is asked, and what became of what one submitted. */
            approval: components["schemas"]["NoticeWhen"];
            /**
             * Format: uint32
             * @description Hour of the day, in the workspace's time zone, at which the day's notices are sent together.
             */
            digest_hour: number;
            /** @description Everything else, such as records that were handed over. */
            other: components["schemas"]["NoticeWhen"];
            /** @description When nothing is sent; what there was is sent together afterwards. */
            quiet?: components["schemas"]["QuietHours"];
            /** @description What rules tell. */
            rule: components["schemas"]["NoticeWhen"];
        };
        ObjectDef: {
            /** @description Other names people give it, for matching sheets on import. */
            aliases?: string[];
            checks?: components["schemas"]["CheckDef"][];
            colour?: string;
            /** @description Records that somebody has to see to by a date: they stand in that person's list of the day. */
            due?: components["schemas"]["DueDef"];
            duplicates?: components["schemas"]["DuplicateDef"][];
            fields: components["schemas"]["FieldDef"][];
            /** @description Name of an icon of the UI's set. */
            icon?: string;
            key: string;
            label: components["schemas"]["Label"];
            /** @description Shown in the navigation; defaults to `label`. */
            plural?: components["schemas"]["Label"];
            /** @description Key of the field shown small beside the title in pickers and search. */
            subtitle?: string;
            /** @description Key of the field whose value names a record. */
            title: string;
        };
        /** @description What the caller may do with records of the object. */
        ObjectRights: {
            bulk: boolean;
            create: boolean;
            delete: boolean;
            export: boolean;
            import: boolean;
            merge: boolean;
            /** @description By pipeline, the only stages that records may be moved to; any where it is not named. */
            moves?: {
                [key: string]: string[];
            };
            purge: boolean;
            transfer: boolean;
            update: boolean;
        };
        /** @enum {string} */
        OnDelete: "clear" | "restrict" | "cascade";
        OnTimeout: ("approve" | "reject") | "remind" | "escalate";
        /** @description Every operator; which of them a field offers is said by its type. */
        Op: ("is" | "is_not" | "in" | "not_in" | "empty" | "not_empty" | "contains" | "not_contains" | "starts_with" | "ends_with" | ">" | ">=" | "<" | "<=" | "between" | "before" | "after" | "on_or_before" | "on_or_after" | "during" | "has" | "has_any" | "has_all" | "has_none" | "under") | "status";
        /** @description A form that anybody may fill in. */
        OpenForm: {
            /** @description That of amounts. */
            currency: string;
            fields: components["schemas"]["OpenFormField"][];
            intro: components["schemas"]["Label"] | null;
            thanks: components["schemas"]["Label"] | null;
            /** @description That in which times are meant. */
            time_zone: string;
            title: components["schemas"]["Label"];
        };
        /** @description One thing that is asked, with the settings that say how it is filled in. */
        OpenFormField: {
            help?: components["schemas"]["Label"];
            key: string;
            label: components["schemas"]["Label"];
            required: boolean;
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The provider, and whom it may send. */
        OpenIdProvider: {
            client_id: string;
            /**
             * @description Only e-mail addresses of these; any when empty.
             * @default []
             */
            domains?: string[];
            /** @description An address; what the provider says of itself is below it, at `/.well-known/openid-configuration`. */
            issuer: string;
            /** @description What the button at the sign-in says. */
            label: components["schemas"]["Label"];
            /** @description The role that people get whom nobody knows here yet; such are refused when absent. */
            role?: string;
        };
        OpenIdSettings: {
            /** @description Null while nobody signs in by one. */
            provider: components["schemas"]["OpenIdProvider"] | null;
            /** @description Where browsers come back to: the provider has to know this address. */
            redirect: string;
            /** @description There is a client secret; it is never given back. */
            secret: boolean;
        };
        OpenIdStart: {
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        /** @description Where the browser goes now. */
        OpenIdStarted: {
            url: string;
        };
        OpenIdWish: {
            provider: components["schemas"]["OpenIdProvider"];
            /** @description The one that is there stays when absent; none from now on when empty. */
            secret?: string;
        };
        OpenSession: {
            address: string | null;
            /** @description As the browser calls itself. */
            agent: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description The one that asks. */
            current: boolean;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            last_seen_at: string;
        };
        Options: {
            options: components["schemas"]["PickOption"][];
        };
        Or: {
            or: components["schemas"]["Filter"][];
        };
        /** @description The event that last changed a field. */
        Origin: {
            /** @description Null: the system. */
            actor: components["schemas"]["Person"] | null;
            /** Format: date-time */
            at: string;
            cause: components["schemas"]["Cause"];
            /** Format: uuid */
            event: string;
            kind: components["schemas"]["EventKind"];
            via: string;
        };
        Origins: {
            /** @description By field. */
            origins: {
                [key: string]: components["schemas"]["Origin"];
            };
        };
        PasswordChange: {
            current: string;
            new: string;
        };
        /** @enum {string} */
        Period: "day" | "week" | "month" | "quarter" | "year";
        Person: {
            /** Format: uuid */
            id: string;
            /** @description Null when the user was purged. */
            name: string | null;
        };
        PickOption: {
            /** Format: uuid */
            id: string;
            subtitle: string;
            title: string;
        };
        PipelineDef: {
            key: string;
            label: components["schemas"]["Label"];
            /** @description Key of the field that a record must fill when it is lost. */
            lost_reason?: string;
            /** @default any */
            moves?: components["schemas"]["Moves"];
            object: string;
            stages: components["schemas"]["StageDef"][];
            /** @description Where the tasks of the stages are created; needed when a stage has tasks. */
            tasks?: components["schemas"]["TaskTarget"];
        };
        PoolDef: {
            /** @description A span (`7d`) for which whoever owned a record last may not claim it again. */
            cooldown?: string;
            key: string;
            label: components["schemas"]["Label"];
            limits?: components["schemas"]["PoolLimits"];
            /** @description The object whose records lie in it; it has a field for its pools. */
            object: string;
            /** @description Roles whose people see what lies in the pool and may claim it; when absent, everybody who may see records of the object. */
            roles?: string[];
        };
        /** @description How much one person may claim; rules and those who give records to others are not held to it. */
        PoolLimits: {
            /**
             * Format: uint32
             * @description Records of the object that they own, wherever those came from.
             */
            held?: number;
            /**
             * Format: uint32
             * @description Claims from this pool in one day of the workspace's time zone.
             */
            per_day?: number;
        };
        Preferences: {
            lang?: components["schemas"]["Lang"];
            name?: string;
            theme?: components["schemas"]["Theme"];
        };
        Pressed: {
            run: components["schemas"]["Run"];
        };
        /** @description RFC 9457. Further members depend on the code. */
        Problem: {
            /** @description Stable. */
            code: string;
            /** @description `stale`: the record as it is now. */
            current?: components["schemas"]["Record"];
            detail: string;
            errors: components["schemas"]["FieldError"][];
            /** @description `duplicate`, `duplicate_warning`: the records that look the same. */
            matches?: components["schemas"]["Match"][];
            /** @description `gate`: the fields it asks for. */
            missing?: string[];
            /** @description `catalog`: every mistake. */
            problems?: components["schemas"]["CatalogProblem"][];
            /**
             * Format: int64
             * @description `too_many`: seconds to wait.
             */
            retry_after?: number;
            /** @description `gate`: the stage that was to be entered. */
            stage?: string;
            /** Format: uint16 */
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        Publish: {
            /** @default  */
            message?: string;
            /**
             * @description Pipeline → removed stage → the stage its records go to.
             * @default {}
             */
            remap?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** Format: int64 */
            revision: number;
        };
        /** @description Times of day in the workspace's time zone, such as 22:00 to 08:00. */
        QuietHours: {
            from: string;
            to: string;
        };
        ReadNotices: {
            /** @description All of them when null. */
            ids?: string[] | null;
        };
        Record: {
            /** Format: uuid */
            id: string;
            /** Format: int64 */
            version: number;
        } & {
            [key: string]: unknown;
        };
        /** @description What a record's page shows of its approvals. */
        RecordApprovals: {
            /** @description Newest first. */
            approvals: components["schemas"]["Approval"][];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description Those the caller could submit it to now. */
            submit: components["schemas"]["ApprovalChoice"][];
        };
        /** @description A record with what its page shows around it. */
        RecordDetail: {
            can: components["schemas"]["RecordRights"];
            /** @description Of one in the bin that was merged: the record it became part of. */
            merged_into?: components["schemas"]["Match"];
            pipelines: {
                [key: string]: components["schemas"]["InPipeline"];
            };
            record: components["schemas"]["Record"];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description By relation. */
            related: {
                [key: string]: components["schemas"]["Children"];
            };
        };
        /** @description One fact. */
        RecordEvent: {
            /** @description Null: the system. */
            actor: components["schemas"]["Person"] | null;
            /** Format: date-time */
            at: string;
            cause: components["schemas"]["Cause"];
            changes: components["schemas"]["FieldChange"][];
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["EventKind"];
            note: string | null;
            /** @description The way it came in: `ui`, `import`, `rule` … */
            via: string;
        };
        RecordPage: {
            /** @description When it was asked for. */
            count?: components["schemas"]["Count"];
            /** @description Of objects that have a pipeline. */
            entered?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
            /** @description Cursor of the page after this one. */
            next: string | null;
            records: components["schemas"]["Record"][];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        /** @description What the caller may do with this very record. */
        RecordRights: {
            /** @description It lies in a pool of theirs. */
            claim: boolean;
            delete: boolean;
            merge: boolean;
            transfer: boolean;
            update: boolean;
        };
        /** @description For whoever loses the phone; each works once. */
        RecoveryCodes: {
            codes: string[];
        };
        /** @description A record that a value points at. */
        Ref: {
            object: string;
            title: string;
        };
        /** @description One reason and the rows it is true of. */
        RefusalReason: {
            code: string;
            /** Format: uint64 */
            count: number;
            field: string;
            message: string;
            /** @description The first of them, as the sheet counts. */
            rows: number[];
        };
        /** @description A record that could not be handed over, and why. */
        RefusedItem: {
            field: string;
            message: string;
            object: string;
            /** Format: uuid */
            record: string;
        };
        /** @description A row that would not be taken. */
        RefusedRow: {
            errors: components["schemas"]["CellError"][];
            /**
             * Format: uint32
             * @description As the sheet's own program counts.
             */
            row: number;
            title: string;
        };
        /** @description A value that cannot be read as the new type. */
        RefusedValue: {
            /** Format: uuid */
            id: string;
            reason: string;
            title: string | null;
            value: string;
        };
        /** @description Its texts are told in the reader's language. */
        Rehearsal: {
            /** Format: uint64 */
            create: number;
            /**
             * Format: uint64
             * @description New records that a duplicate rule warns of.
             */
            duplicates: number;
            /** @description Why rows would be refused, the most frequent first: counted over all rows. */
            reasons: components["schemas"]["RefusalReason"][];
            /** Format: uint64 */
            refuse: number;
            refused: components["schemas"]["RefusedRow"][];
            sample: components["schemas"]["SampleRow"][];
            /**
             * Format: uint
             * @description Totals and repeated headers.
             */
            skip: number;
            /** Format: uint64 */
            took_ms: number;
            /** Format: uint64 */
            unchanged: number;
            /** @description Texts that stand for nothing, by field. */
            unresolved: {
                [key: string]: components["schemas"]["Unresolved"][];
            };
            /** Format: uint64 */
            update: number;
        };
        RehearsalDay: {
            /** Format: date */
            day: string;
            /** Format: uint64 */
            fired: number;
        };
        /** @description One firing. */
        RehearsalSample: {
            /** Format: date-time */
            at: string;
            conditions: components["schemas"]["RuleCondition"][];
            /** @description What its steps would have failed with. */
            error: string | null;
            /**
             * Format: uuid
             * @description What it would have reacted to.
             */
            event: string | null;
            /** @description There would be more of them. */
            more: boolean;
            /** @description The record could not be put back to how it was: its steps are worked out on it as it is now. */
            on_now: boolean;
            /** Format: uuid */
            record: string;
            /** @description The runs that this would set off, and those that they would, in their order. */
            sets_off: components["schemas"]["RehearsalSetOff"][];
            title: string | null;
            /** @description What its steps would have done, as they are told in runs, with what they would write. */
            would: components["schemas"]["Step"][];
        };
        /** @description A run of another rule, or of the same again. */
        RehearsalSetOff: {
            /**
             * Format: uint32
             * @description How many runs lead to it, itself among them.
             */
            depth: number;
            error: string | null;
            label: string;
            object: string;
            /** Format: uuid */
            record: string;
            rule: string;
            would: components["schemas"]["Step"][];
        };
        /** @description How far to look back. */
        RehearsalWish: {
            /**
             * Format: int64
             * @description 1 to 90; 30 when absent.
             */
            days?: number;
        };
        Related: {
            columns: string[];
            /** @description Key of a relation: the `inverse.key` of the child's lookup. */
            relation: string;
        };
        /** @description A lookup seen from its target: `customer.contacts` are the contacts whose `customer` is this record. */
        Relation: {
            key: string;
            label: components["schemas"]["Label"];
            /** @description The child object. */
            object: string;
            /** @description The child's lookup field. */
            via: string;
        };
        /** @description Which pool a record is released to. */
        Release: {
            pool: string;
        };
        /** @description A record that is there again. */
        Restored: {
            /** @description The record it had been merged into: what pointed to it stays there. */
            merged_into: components["schemas"]["Match"] | null;
            record: components["schemas"]["Record"];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        Revealed: {
            value: string | null;
        };
        /** @description What of the workspace itself the caller looks after. */
        Rights: {
            audit: boolean;
            catalog: boolean;
            data: boolean;
            users: boolean;
        };
        Role: {
            key: string;
            label: components["schemas"]["Label"];
        };
        RoleDef: {
            /** @description What of the workspace itself this role looks after. */
            administer?: components["schemas"]["Administer"][];
            /** @description How much people with this role may take along; without it as much as they like. Of several roles the largest holds. */
            export_limit?: components["schemas"]["ExportLimit"];
            /** @description Screens and buttons that this role does not get. */
            hide?: components["schemas"]["Hide"];
            key: string;
            label: components["schemas"]["Label"];
            /** @description By object; `*` stands for every object that is not named. What is not granted is not allowed. */
            objects?: {
                [key: string]: components["schemas"]["Grant"];
            };
        };
        RolesDef: {
            roles: components["schemas"]["RoleDef"][];
        };
        /** @enum {string} */
        rollup_Yields: "integer" | "money" | "decimal" | "percent" | "date" | "datetime";
        /** @enum {string} */
        RollupMeasure: "count" | "sum" | "min" | "max" | "avg";
        /** @enum {string} */
        RowOutcome: "create" | "update" | "unchanged" | "refuse";
        /** @description One condition as it was asked. */
        RuleCondition: {
            /** @description A term of the filter, or the text of the expression. */
            asks: unknown;
            /** @description Where it stands in the rule: `/where/and/0`, `/when`. */
            at: string;
            /** @description Why it could not be answered. */
            error?: string;
            holds: boolean;
            /** @description The fields it reads, as they were then. */
            values: {
                [key: string]: unknown;
            };
        };
        RuleDef: {
            /** @description Run in order; those between two waits, all of them or none. */
            actions: components["schemas"]["ActionDef"][];
            /** @default true */
            enabled?: boolean;
            key: string;
            label: components["schemas"]["Label"];
            /**
             * @description How often it may fire; what is over that is held back and runs later. When absent, a rule that reaches outside 1,000 times
             *     a minute, any other as often as it likes.
             */
            limit?: components["schemas"]["RuleLimit"];
            /** @description `shadow`: it is tried out. What it would do is worked out and kept with its runs, and nothing is written or sent. */
            mode?: components["schemas"]["RuleMode"];
            object: string;
            /** @description What it must do, tried before it is published. */
            tests?: components["schemas"]["RuleTest"][];
            trigger: components["schemas"]["Trigger"];
            /** @description A Rhai expression that must be true; sees the record's fields and `before`. */
            when?: string;
            /** @description The record must match after the change. */
            where?: components["schemas"]["Filter"];
        };
        /** @description So many runs in so long a time. */
        RuleLimit: {
            /** @description `1m` to `31d`. */
            per: string;
            /** Format: uint32 */
            runs: number;
        };
        /**
         * @description Whether a rule does what it says.
         * @enum {string}
         */
        RuleMode: "live" | "shadow";
        RuleRehearsal: {
            /** @description What the conditions read of other records, or is computed from them: that is as it is now, not as it was. */
            as_now: string[];
            /** @description Every day of the time, in the workspace's time zone, the earliest first. */
            by_day: components["schemas"]["RehearsalDay"][];
            /** Format: int64 */
            days: number;
            error: string | null;
            /**
             * Format: uint64
             * @description How often its conditions would have failed with an error; the first says which.
             */
            failed: number;
            /**
             * Format: uint64
             * @description How often it would have fired.
             */
            fired: number;
            /**
             * Format: date-time
             * @description There was more to look at than there was patience for: before this nothing was looked at.
             */
            limited: string | null;
            /**
             * Format: uint64
             * @description Events of the object, or moments that came, that were held against the rule.
             */
            looked_at: number;
            /** @description Titles of the records, as far as the caller may see them. */
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description The latest firings, worked out. */
            samples: components["schemas"]["RehearsalSample"][];
            /** Format: date-time */
            since: string;
        };
        RuleSecret: {
            value: string;
        };
        /** @description The names only. */
        RuleSecrets: {
            names: string[];
        };
        /** @description How a rule has fared. */
        RuleStanding: {
            enabled: boolean;
            /** Format: int64 */
            failed: number;
            /**
             * Format: int64
             * @description Runs that are held back because it fired too often, and when the last of them is due.
             */
            held: number;
            /** Format: date-time */
            held_until: string | null;
            label: string;
            last: components["schemas"]["LastRun"] | null;
            mode: components["schemas"]["RuleMode"];
            object: string;
            rule: string;
            /**
             * Format: int64
             * @description Runs of the last seven days, and those of them that failed; 10,001 stands for more than 10,000.
             */
            runs: number;
        };
        RuleStandings: {
            rules: components["schemas"]["RuleStanding"][];
        };
        /** @description Tried in a workspace of its own, which holds nothing but what is given. */
        RuleTest: {
            /**
             * Format: date-time
             * @description What the clock shows; 5 January 2026, 9:00 in Shanghai, when absent.
             */
            clock?: string;
            /** @default {} */
            given?: components["schemas"]["TestGiven"];
            /** @description What it shows. */
            name: string;
            then: components["schemas"]["TestThen"];
            when: components["schemas"]["TestWhen"];
        };
        RuleTestRecord: {
            as?: string;
            object: string;
            /** @default {} */
            values?: {
                [key: string]: unknown;
            };
        };
        /** @description How the tests of a rule went. */
        RuleTests: {
            problems: components["schemas"]["CatalogProblem"][];
            tests: components["schemas"]["RuleTrial"][];
        };
        /** @description How a test went, told. */
        RuleTrial: {
            name: string;
            passed: boolean;
            rule: string;
        };
        /** @description What one rule did on a record, or why it failed. */
        Run: {
            /** Format: date-time */
            at: string;
            /** @description What was asked before it ran, and what was found; to those who do not see everything, nothing. */
            conditions: components["schemas"]["RuleCondition"][];
            error: string | null;
            /**
             * Format: uuid
             * @description What it reacted to; null when a person pressed its button.
             */
            event: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            rule: string;
            state: components["schemas"]["RunState"];
            steps: components["schemas"]["Step"][];
            /**
             * Format: date-time
             * @description When it is looked at again, while it waits.
             */
            wake_at: string | null;
        };
        RunCan: {
            cancel: boolean;
            retry: boolean;
        };
        /** @description A run, what it rests at, and the rule it goes by. */
        RunDetail: {
            /** Format: date-time */
            at: string;
            /**
             * Format: int64
             * @description How often that was tried.
             */
            attempts: number | null;
            /** @description What may be done with it. */
            can: components["schemas"]["RunCan"];
            /** @description What was asked before it ran, and what was found; to those who do not see everything, nothing. */
            conditions: components["schemas"]["RuleCondition"][];
            /** @description The definition it goes by, with those of the rules it calls, by their keys. */
            definition: unknown;
            error: string | null;
            /**
             * Format: uuid
             * @description What it reacted to; null when a person pressed its button.
             */
            event: string | null;
            /** Format: date-time */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            label: string;
            /** @description Why it was not done the last time. */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            next_at: string | null;
            object: string;
            /** @description Where the step stands that it rests at or failed at. */
            path: string | null;
            /** Format: uuid */
            record: string;
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            /** @description What is to be sent, when it is that. */
            request: unknown;
            rule: string;
            state: components["schemas"]["RunState"];
            steps: components["schemas"]["Step"][];
            /**
             * Format: date-time
             * @description When it is looked at again, while it waits.
             */
            wake_at: string | null;
        };
        /** @description How a failed run is taken on. */
        RunRetry: {
            /** @description Other settings for the step that failed, for this run alone; what it sends is made anew. */
            settings?: {
                [key: string]: unknown;
            };
        };
        Runs: {
            runs: components["schemas"]["Run"][];
        };
        RunsPage: {
            /** Format: uuid */
            next: string | null;
            /** @description Titles of the records, as far as the caller may see them. */
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
            runs: components["schemas"]["ListedRun"][];
        };
        RunState: ("running" | "done" | "failed") | "waiting" | "stopped" | "shadow";
        SampleRow: {
            outcome: components["schemas"]["RowOutcome"];
            /** Format: uint32 */
            row: number;
            title: string;
        };
        /** @description A record after a write, and what it points at. */
        Saved: {
            record: components["schemas"]["Record"];
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        /** @description A view that somebody saved. */
        SavedView: {
            /** @description Columns of a table, or the fields on a card. Paths through lookups are allowed. */
            columns?: string[];
            filter?: components["schemas"]["Filter"];
            /** @description Table: rows are grouped by this field. */
            group?: string;
            /** Format: uuid */
            id: string;
            key: string;
            kind: components["schemas"]["ViewKind"];
            label: components["schemas"]["Label"];
            /** @description Saved by the caller. */
            mine: boolean;
            /** @description Board: key of the pipeline. Defaults to the object's first. */
            pipeline?: string;
            /** @description For everybody who may read the records. */
            shared: boolean;
            sort?: components["schemas"]["SortDef"][];
            /** @description Board: the number field summed at the head of a column. */
            sum?: string;
            /** @description Widths in pixels of columns that were resized. */
            widths?: {
                [key: string]: number;
            };
        };
        /** @description Some records of an object. */
        ScopeDef: "all" | "own" | "shared" | "department" | "department_below" | {
            filter: components["schemas"]["Filter"];
        } | {
            follow: string;
        } | {
            pool: string;
        };
        /** @description How one's own second factor stands. */
        SecondFactor: {
            /**
             * Format: date-time
             * @description Since when a code is asked for at the sign-in; null when none is.
             */
            on_since: string | null;
            /** @description One signs in with a password here, which is asked for to turn it off. */
            password: boolean;
            /** Format: int64 */
            recovery_codes_left: number;
            /** @description The workspace asks for it. */
            required: boolean;
        };
        /** @description What an app needs to make codes. */
        SecondFactorBegun: {
            /** @description In base 32, for typing. */
            secret: string;
            /** @description `otpauth:`, for a QR code. */
            url: string;
        };
        SecondFactorCode: {
            code: string;
        };
        SecondFactorFor: ("nobody" | "everybody") | "administrators";
        SecondFactorOff: {
            code: string;
            /** @description Asked for where there is one. */
            password?: string;
        };
        /** @description `{"secret": "NAME"}`: a secret that administrators keep in the workspace. */
        SecretRef: {
            secret: string;
        };
        Section: {
            collapsed?: boolean;
            /**
             * Format: uint8
             * @description 1 or 2.
             * @default 2
             */
            columns?: number;
            fields: components["schemas"]["FieldPlace"][];
            key: string;
            label: components["schemas"]["Label"];
            visible_when?: components["schemas"]["Filter"];
        };
        /** @description Who is there. */
        Session: {
            /** @description It was handed over: a code is asked for. */
            invited?: boolean;
            /** @constant */
            state: "setup";
        } | {
            /** @description The account of the demo, while it is offered. */
            demo?: components["schemas"]["Credentials"];
            /** @description Who forgot their password may ask for a link by e-mail. */
            forgotten?: boolean;
            /** @description What the button says by which one signs in at the workspace's OpenID provider. */
            openid?: components["schemas"]["Label"];
            /** @constant */
            state: "signed_out";
        } | {
            /** @description What the code is sent with. */
            challenge: string;
            /** Format: date-time */
            expires_at: string;
            /** @constant */
            state: "code_needed";
        } | {
            /** @description Who really is there, while they look through the eyes of `user` and can change nothing. */
            looker?: components["schemas"]["Looker"];
            /** @description What has to be done first; any other call is refused. */
            must?: components["schemas"]["Must"];
            /** @constant */
            state: "signed_in";
            user: components["schemas"]["Me"];
            workspace: components["schemas"]["WorkspaceName"];
        };
        ShareWith: {
            access: components["schemas"]["Access"];
            /** Format: uuid */
            user: string;
        };
        SignIn: {
            email: string;
            password: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        SignInCode: {
            /** @description As it came with `code_needed`. */
            challenge: string;
            code: string;
            /** @description Key of the workspace; `main` when absent. */
            workspace?: string;
        };
        /** @description A link to hand over. */
        SignInLink: {
            /** Format: date-time */
            expires_at: string;
            kind: components["schemas"]["LinkKind"];
            /** @description After the address of the server. The code stands behind `#`, which browsers tell no server. */
            path: string;
        };
        /** @description A link that is on its way. */
        SignInLinkSent: {
            /** Format: date-time */
            expires_at: string;
            kind: components["schemas"]["LinkKind"];
            /** @description The address it went to. */
            to: string;
        };
        SignInPolicy: {
            /**
             * @description A password that somebody else set has to be changed at the next sign-in.
             * @default true
             */
            change_after_set: boolean;
            /**
             * Format: uint32
             * @description Characters of a password, at least.
             * @default 8
             */
            min_length: number;
            /**
             * @description Who cannot do without a second factor.
             * @default nobody
             */
            second_factor: components["schemas"]["SecondFactorFor"];
        };
        SignInPolicyChange: {
            change_after_set?: boolean;
            /** Format: uint32 */
            min_length?: number;
            second_factor?: components["schemas"]["SecondFactorFor"];
        };
        /** @description Somebody who may at least read the record. */
        Somebody: {
            actions: components["schemas"]["AccessReason"][];
            name: string;
            /** Format: uuid */
            user: string;
        };
        SortDef: {
            desc?: boolean;
            /** @description A field key or a path through lookups. */
            field: string;
        };
        StageDef: {
            /** @description A name of the UI's palette: grey, blue, cyan, green, lime, gold, orange, red, magenta, purple. */
            colour?: string;
            enter?: components["schemas"]["Gate"];
            key: string;
            label: components["schemas"]["Label"];
            /**
             * Format: uint8
             * @description Percent, 0 to 100.
             * @default 0
             */
            probability?: number;
            /** @description A span (`14d`) after which a record still in this stage is shown as stale. */
            stale_after?: string;
            status: components["schemas"]["StageStatus"];
            tasks?: components["schemas"]["StageTask"][];
        };
        /** @enum {string} */
        StageStatus: "open" | "won" | "lost";
        StageTask: {
            /** @description A span after entering the stage. */
            due?: string;
            label: components["schemas"]["Label"];
        };
        /** @description The time spent in a stage, the present one up to now. */
        Stay: {
            current: boolean;
            /** Format: date-time */
            entered_at: string;
            key: string;
            /** Format: int64 */
            seconds: number;
        };
        /** @description One step. Its texts are kept in both languages and told in the reader's. */
        Step: {
            /** Format: date-time */
            at: string;
            /** @description What it would write, of a step that was only worked out. */
            changes?: components["schemas"]["WouldWrite"][];
            error?: string;
            kind: string;
            label: string | null;
            /** @description What the rule's author calls it. */
            name?: string;
            /** @description Where it stands in its rule's file. */
            path: string;
            /**
             * Format: uuid
             * @description The record it was about, when not the run's own.
             */
            record?: string;
            result?: unknown;
            /** @description The rule it belongs to, when that was called by another. */
            rule?: string;
        };
        /** @description Who of those asked must agree. */
        StepMode: "any" | "all" | "order";
        /** @description For which approval, and what is said about it. */
        Submission: {
            /** @description Key of the approval. */
            approval: string;
            note?: string;
        };
        Suggestion: {
            id: string;
            title: string;
        };
        /** @description The object that holds the tasks of the stages, and which of its fields take what. */
        TaskTarget: {
            /** @description Lookup field that takes the record. */
            about: string;
            /** @description Date or datetime field that takes the due time. */
            due?: string;
            object: string;
            /** @description Text field that takes the task's label. */
            title: string;
        };
        Team: {
            /** @description Whether the caller may change the team. */
            can_share: boolean;
            members: components["schemas"]["TeamMember"][];
        };
        TeamMember: {
            access: components["schemas"]["Access"];
            /** Format: date-time */
            at: string;
            /** @description Null: a rule. */
            by: string | null;
            /** @description Null when the caller may not see the user. */
            name: string | null;
            /** Format: uuid */
            user: string;
        };
        Template: {
            key: string;
            name: components["schemas"]["Label"];
            version: string;
        };
        TemplateDef: {
            /** @description ISO 4217. */
            currency: string;
            key: string;
            languages: components["schemas"]["Lang"][];
            name: components["schemas"]["Label"];
            nav: components["schemas"]["NavGroup"][];
            /** @description IANA name; days, weeks and months begin here. */
            time_zone: string;
            version: string;
        };
        /** @description `{"field": "customer.level", "op": "is", "value": "vip"}` */
        Term: {
            /** @description A field key, a path through lookups (`customer.level`) or a count of children (`contacts.count`). */
            field: string;
            op: components["schemas"]["Op"];
            /** @description A literal, `{"ref": "field"}`, `{"me": true}`, `{"ago": "30d"}`, `{"ahead": "7d"}`, or for `during` a period such as `this_month`. */
            value?: unknown;
        };
        /** @description Values are as the API takes them; `{"ref": "$name"}` is the record made `as` that name. */
        TestGiven: {
            /** @description The record of the rule's object, unless it is created only then. */
            record?: {
                [key: string]: unknown;
            };
            /** @description Made first, in this order. */
            records?: components["schemas"]["RuleTestRecord"][];
        };
        TestThen: {
            /** @description For each of these a record with such values has come to be. */
            created?: components["schemas"]["RuleTestRecord"][];
            /**
             * @description The rule ran on the record.
             * @default true
             */
            fires?: boolean;
            /**
             * Format: uint32
             * @description How many notices people got.
             */
            notices?: number;
            /** @description Fields of the record after it. */
            record?: {
                [key: string]: unknown;
            };
        };
        /** @description What happens to the record. */
        TestWhen: ("delete" | "restore") | {
            create: {
                [key: string]: unknown;
            };
        } | {
            update: {
                [key: string]: unknown;
            };
        } | {
            move: string;
        } | {
            /** Format: date-time */
            date: string;
        } | "press" | {
            webhook: unknown;
        } | {
            form: {
                [key: string]: unknown;
            };
        };
        Theme: ("light" | "dark") | "auto";
        Timeline: {
            events: components["schemas"]["RecordEvent"][];
            /** @description Cursor of the older ones. */
            next: string | null;
            refs: {
                [key: string]: components["schemas"]["Ref"];
            };
        };
        Today: {
            /**
             * Format: int64
             * @description Approvals that wait for the caller.
             */
            approvals: number;
            /**
             * Format: date
             * @description The day, in the workspace's time zone.
             */
            day: string;
            /** @description Those of an object together; an object without any is left out. */
            groups: components["schemas"]["TodayGroup"][];
        };
        TodayGroup: {
            /** @description How many there are. */
            count: components["schemas"]["Count"];
            /** @description Key of the field that says when. */
            field: string;
            object: string;
            /** @description The longest overdue first. */
            records: components["schemas"]["DueRecord"][];
        };
        TokenToMake: {
            /**
             * Format: uint32
             * @description How many days it works.
             */
            days: number;
            name: string;
            /** @description The only objects it may touch; all of them when absent. */
            objects?: string[];
            /**
             * @description It may change nothing.
             * @default false
             */
            read_only?: boolean;
        };
        Trigger: {
            /** @constant */
            kind: "created";
        } | {
            fields?: string[];
            /** @description Of the one field named: it was one of these before; null is empty. */
            from?: unknown[];
            /** @constant */
            kind: "updated";
            /** @description Of the one field named: it is one of these now; null is empty. */
            to?: unknown[];
        } | {
            /** @description Any of these; every stage when empty. */
            entered?: string[];
            /** @constant */
            kind: "stage";
            /** @description Any of these; when empty, whatever it was before, or nothing. */
            left?: string[];
            pipeline?: string;
        } | {
            /** @constant */
            kind: "deleted";
        } | {
            /** @constant */
            kind: "restored";
        } | {
            /** @description So long after it, such as `1d`. */
            after?: string;
            /** @description At this time of that day, such as `09:00`; for a date 09:00 when absent, for a time the very moment. */
            at?: string;
            /** @description So long before it, such as `30d`. */
            before?: string;
            /** @description A date or a time of the record. */
            field: string;
            /** @constant */
            kind: "date";
            /** @description Every year on that day of the Chinese calendar. */
            lunar?: boolean;
            /** @description Every year on that day, from the year after. */
            yearly?: boolean;
        } | {
            /** @description Minute, hour, day of the month, month, day of the week: `0 9 * * 1` is Mondays at 9:00, in the workspace's time zone. */
            cron: string;
            /** @constant */
            kind: "schedule";
            /** @description On working days only. */
            working_days?: boolean;
        } | {
            /** @description How long; what the stage says in `stale_after` when absent. */
            after?: string;
            /** @constant */
            kind: "stale";
            pipeline?: string;
            /** @description Any of these; when empty, every stage that says when it is stale, or every open one when `after` does. */
            stages?: string[];
        } | {
            /** @constant */
            kind: "button";
        } | {
            approval: string;
            /** @constant */
            kind: "approval";
            /** @description Any of them when empty; `pending` when it is submitted. */
            outcome?: components["schemas"]["ApprovalState"][];
        } | {
            form: string;
            /** @constant */
            kind: "form";
        } | {
            /** @constant */
            kind: "called";
        } | {
            /** @constant */
            kind: "webhook";
            /** @description The record it is about; without, each makes one. */
            match?: components["schemas"]["WebhookMatch"];
            /** @description When there is no such record. */
            otherwise?: components["schemas"]["WebhookOtherwise"];
            /** @description A JSON Schema; what does not fit is refused. */
            schema?: unknown;
            /**
             * @description Senders sign with this secret: `X-Mortise-Signature` is `sha256=` and, in hexadecimal, HMAC-SHA256 of
             *     `<X-Mortise-Timestamp>.<body>`.
             */
            signature?: components["schemas"]["SecretRef"];
            /** @description Senders show this secret as it is, in `X-Mortise-Token` or as a bearer token. */
            token?: components["schemas"]["SecretRef"];
            /**
             * @description Of the record that is made: literals, `{"ref": "$body.name"}`, `{"text": "… {{ body.name }} …"}`, `{"now": true}`,
             *     `{"ahead": "3d"}`.
             */
            values?: {
                [key: string]: unknown;
            };
        };
        Unresolved: {
            /** Format: uint64 */
            count: number;
            suggestions: components["schemas"]["Suggestion"][];
            text: string;
        };
        Usage: {
            pipeline: string;
            stage: string;
        };
        Used: {
            /** Format: uint64 */
            records: number;
        };
        /** @description How somebody comes in. */
        UserAccess: {
            /** @description By which accounts at an OpenID provider they come in. */
            identities: components["schemas"]["Identity"][];
            /**
             * Format: date-time
             * @description When the link that was made for them ends, while it can be used.
             */
            link_until: string | null;
            /**
             * Format: date-time
             * @description Too many failed sign-ins: nobody gets in before this. A new link opens the account.
             */
            locked_until: string | null;
            /** @description There is a password. */
            password: boolean;
            /** @description A code is asked for beside it. */
            second_factor: boolean;
            sessions: components["schemas"]["OpenSession"][];
            tokens: components["schemas"]["ApiToken"][];
        };
        /** @description A published version. */
        Version: {
            /** Format: date-time */
            at: string;
            /** @description Null: the template itself. */
            author: components["schemas"]["Person"] | null;
            message: string;
            /** Format: int64 */
            version: number;
        };
        ViewChange: {
            /** @description Columns of a table, or the fields on a card. Paths through lookups are allowed. */
            columns?: string[];
            filter?: components["schemas"]["Filter"] | null;
            /** @description Table: rows are grouped by this field. */
            group?: string | null;
            key?: string;
            kind?: components["schemas"]["ViewKind"];
            label?: components["schemas"]["Label"];
            /** @description Board: key of the pipeline. Defaults to the object's first. */
            pipeline?: string | null;
            shared?: boolean;
            sort?: components["schemas"]["SortDef"][];
            /** @description Board: the number field summed at the head of a column. */
            sum?: string | null;
            /** @description Widths in pixels of columns that were resized. */
            widths?: {
                [key: string]: number;
            };
        };
        ViewDef: {
            /** @description Columns of a table, or the fields on a card. Paths through lookups are allowed. */
            columns?: string[];
            filter?: components["schemas"]["Filter"];
            /** @description Table: rows are grouped by this field. */
            group?: string;
            key: string;
            kind: components["schemas"]["ViewKind"];
            label: components["schemas"]["Label"];
            /** @description Board: key of the pipeline. Defaults to the object's first. */
            pipeline?: string;
            sort?: components["schemas"]["SortDef"][];
            /** @description Board: the number field summed at the head of a column. */
            sum?: string;
            /** @description Widths in pixels of columns that were resized. */
            widths?: {
                [key: string]: number;
            };
        };
        /** @enum {string} */
        ViewKind: "table" | "board";
        ViewsDef: {
            object: string;
            views: components["schemas"]["ViewDef"][];
        };
        ViewToSave: {
            /** @description Columns of a table, or the fields on a card. Paths through lookups are allowed. */
            columns?: string[];
            filter?: components["schemas"]["Filter"] | null;
            /** @description Table: rows are grouped by this field. */
            group?: string | null;
            key?: string;
            kind: components["schemas"]["ViewKind"];
            label: components["schemas"]["Label"];
            /** @description Board: key of the pipeline. Defaults to the object's first. */
            pipeline?: string | null;
            shared?: boolean;
            sort?: components["schemas"]["SortDef"][];
            /** @description Board: the number field summed at the head of a column. */
            sum?: string | null;
            /** @description Widths in pixels of columns that were resized. */
            widths?: {
                [key: string]: number;
            };
        };
        /** @description A duplicate that was let pass. */
        Warning: {
            /** @description `duplicate` */
            code: string;
            matches: components["schemas"]["Match"][];
            message: string;
        };
        /** @description Whether a record could enter a stage now, and what its gate misses. */
        Way: {
            allowed: boolean;
            /** @description Fields to fill. */
            missing: string[];
            reason: string | null;
        };
        /** @description The record whose field has this value; of several the oldest. */
        WebhookMatch: {
            field: string;
            value: unknown;
        };
        WebhookOtherwise: "create" | "stop";
        /** @enum {string} */
        Weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
        Who: {
            /** @description Whether there are no more people than those. */
            complete: boolean;
            people: components["schemas"]["Somebody"][];
        };
        WhyNot: {
            /** Format: uuid */
            record: string;
        };
        Workspace: {
            currency: string;
            name: string;
            time_zone: string;
        };
        WorkspaceName: {
            name: string;
        };
        /** @description One of its fields; of encrypted ones only that they change. */
        WouldChange: {
            after: unknown;
            before: unknown;
            field: string;
            label: string;
        };
        /** @description A record that would be written. */
        WouldWrite: {
            changes: components["schemas"]["WouldChange"][];
            kind: components["schemas"]["EventKind"];
            object: string;
            /** Format: uuid */
            record: string;
        };
        /** @enum {string} */
        Yields: "money" | "decimal" | "integer" | "percent" | "text" | "boolean" | "date" | "datetime";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_approvals: {
        parameters: {
            query?: {
                limit?: number;
                part?: components["schemas"]["ApprovalPart"];
                /** @description Of those submitted. */
                state?: components["schemas"]["ApprovalState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalInbox"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post_approvals_id_add-signer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalColleague"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalInbox"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_id_decide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalInbox"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_id_delegate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalColleague"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalInbox"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_id_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalLink"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_id_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalWithdrawal"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalInbox"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalLinkCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalAsked"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_approvals_link_decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalLinkDecision"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Of an export. */
                format?: components["schemas"]["ExportFormat"];
                from?: string;
                /** @description Kinds, with commas between them: `sign_in,export,updated`. */
                kind?: string;
                limit?: number;
                object?: string;
                /** @description Who did it. */
                person?: string;
                /** @description In what entries say and where they came from; finds no changes of records. */
                q?: string;
                record?: string;
                /** @description Not this moment itself. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_export: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Of an export. */
                format?: components["schemas"]["ExportFormat"];
                from?: string;
                /** @description Kinds, with commas between them: `sign_in,export,updated`. */
                kind?: string;
                limit?: number;
                object?: string;
                /** @description Who did it. */
                person?: string;
                /** @description In what entries say and where they came from; finds no changes of records. */
                q?: string;
                record?: string;
                /** @description Not this moment itself. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRetention"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_audit_retention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditRetention"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRetention"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_chores: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chore"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_chores_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chore"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_catalog_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_catalog_draft: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftChanges"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_draft_publish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Publish"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewVersion"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_draft_rules_rule_rehearse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RehearsalWish"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleRehearsal"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_draft_rules_rule_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleTests"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_fields_object_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldUsage"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_fields_object_field_convert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewType"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chore"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_fields_object_field_forget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chore"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_fields_object_field_rehearse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewType"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionRehearsal"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_forms_form_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_forms_form_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                form: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyFor"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keyed"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_schema_kind: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Usage"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Used"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_catalog_versions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_catalog_versions_number_rollback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewVersion"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_files: {
        parameters: {
            query?: never;
            header: {
                /** @description The file's name, percent-encoded. */
                "X-File-Name": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileRef"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_files_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_forms_workspace_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                workspace: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenForm"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_forms_workspace_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                workspace: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FormSubmission"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_handovers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_handovers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverWish"];
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_handovers_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_handovers_id_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handover"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_handovers_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverQuestion"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverPreview"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_hooks_workspace_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
                workspace: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HookReceived"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_identities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_identities: {
        parameters: {
            query: {
                issuer: string;
                subject: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_imports: {
        parameters: {
            query: {
                /** @description Key of the object whose records the file holds. */
                object: string;
            };
            header: {
                /** @description The file's name, percent-encoded. */
                "X-File-Name": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_imports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_imports_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_imports_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_imports_id_refused_csv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_imports_id_rehearse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_imports_id_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportState"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_keys_rotate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chore"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_link: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkOwner"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_link_forgotten: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkForgotten"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_link_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_mail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailServer"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_mail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailWish"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailServer"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_mail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_mail_test: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailProbed"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_notices: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Only those not read yet. */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notices"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_notices_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadNotices"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_openid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenIdSettings"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_openid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenIdWish"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenIdSettings"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_openid: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_openid_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenIdStart"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenIdStarted"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_options_object: {
        parameters: {
            query?: {
                filter?: components["schemas"]["Filter"];
                limit?: number;
                q?: string;
            };
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Options"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object: {
        parameters: {
            query?: {
                /** @description Also how many there are. */
                count?: boolean;
                /** @description `next` of the page before. */
                cursor?: string;
                /** @description Those in the recycle bin. */
                deleted?: boolean;
                /** @description `name,amount,customer.name`; all fields when absent. */
                fields?: string;
                filter?: components["schemas"]["Filter"];
                limit?: number;
                /** @description Quick search inside the object. */
                q?: string;
                /** @description `-amount,name` */
                sort?: string;
            };
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object: {
        parameters: {
            query?: {
                /** @description The duplicates that were found are known and accepted. */
                accept_duplicates?: boolean;
            };
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fields"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordDetail"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_records_object_id: {
        parameters: {
            query?: {
                /** @description Out of the recycle bin, for good. */
                purge?: boolean;
            };
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_records_object_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that was read: a newer one is not written over. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fields"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_approvals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordApprovals"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_approvals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordApprovals"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_button_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pressed"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_claim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_events: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_merge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Merge"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_move: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Move"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moved"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_notes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Note"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_origins: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Origins"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restored"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_reveal_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field: string;
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revealed"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_runs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runs"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_id_team: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShareWith"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Team"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_records_object_id_team_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_id_who: {
        parameters: {
            query?: {
                /** @description This one only; everybody when absent. */
                user?: string;
            };
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Who"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_aggregate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AggregateRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aggregate"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_records_object_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Bulk"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_export: {
        parameters: {
            query?: {
                /** @description Those in the recycle bin. */
                deleted?: boolean;
                /** @description Columns in their order; every field when absent. */
                fields?: string;
                filter?: components["schemas"]["Filter"];
                format?: components["schemas"]["ExportFormat"];
                /** @description Quick search inside the object. */
                q?: string;
                /** @description `-amount,name` */
                sort?: string;
            };
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_records_object_merge: {
        parameters: {
            query: {
                /** @description 2 to 10 ids, separated by commas. */
                ids: string;
            };
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleStandings"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_rules_rule_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_rules_rule_address: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_rules_rule_explain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyNot"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
                cursor?: string;
                /** @description Started then or later. */
                from?: string;
                limit?: number;
                object?: string;
                /** @description In the rule's label or the error. */
                q?: string;
                record?: string;
                rule?: string;
                state?: components["schemas"]["RunState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunsPage"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_runs_id_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRetry"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_search: {
        parameters: {
            query?: {
                limit?: number;
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_secrets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleSecrets"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_secrets_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleSecret"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleSecrets"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_secrets_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: {
                /** @description The workspace that is asked about: the session's, else `main`, when absent. */
                workspace?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session_eyes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesWished"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeWishes"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticesWished"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactor"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorBegun"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session_second_factor_off: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorOff"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenSession"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstAdministrator"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sign_in_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInPolicy"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_sign_in_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInPolicyChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInPolicy"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Today"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenToMake"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiToken"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_tokens_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users_id_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAccess"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_deactivate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Deactivation"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deactivated"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_eyes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_identities: {
        parameters: {
            query: {
                issuer: string;
                subject: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLink"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_link_send: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInLinkSent"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users_id_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_sessions_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id_tokens_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_views_object: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"][];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_views_object: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewToSave"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_views_object_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_views_object_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                object: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChange"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedView"];
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
