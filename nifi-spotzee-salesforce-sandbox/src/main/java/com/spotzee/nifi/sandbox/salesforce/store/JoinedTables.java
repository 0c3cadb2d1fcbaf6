package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.Derivation;
import com.spotzee.nifi.sandbox.salesforce.schema.Derivation.Members;
import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.FieldType;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The FROM of one SELECT: the object's table and an outer join for every parent that a field path has asked for. */
final class JoinedTables {
    private final OrgSchema schema;
    private final Source base;
    private final Map<String, Source> parents = new HashMap<>();
    private final StringBuilder joins = new StringBuilder();

    /** The queried object under an alias; the aliases of parents begin with it. */
    JoinedTables(final OrgSchema schema, final SObjectType object, final String alias) {
        this.schema = schema;
        this.base = new Source(object, alias);
    }

    private record Source(SObjectType object, String alias) {
        private String column(final String field) {
            return alias + '.' + object.field(field).orElseThrow().column();
        }
    }

    /** The table and its outer joins. */
    String from() {
        return base() + joins;
    }

    /** The queried object's table alone. */
    String base() {
        return OrgDatabase.table(base.object()) + ' ' + base.alias();
    }

    /** The outer joins alone. */
    String joins() {
        return joins.toString();
    }

    /** The SQL of a field's value; a parent's booleans are false when there is no parent. */
    String value(final FieldRef field) {
        return value(source(field.steps()), field.field());
    }

    /** The SQL of the id of the record a path's steps lead to. */
    String id(final List<FieldRef.Step> steps) {
        return source(steps).alias() + ".C_ID";
    }

    /** {@code AND} the condition that the user may see the queried record; nothing when there is nothing that the user may not see. */
    String shared() {
        return shared(base);
    }

    private String shared(final Source source) {
        return schema.sight().recordsHidden() ? " AND " + OrgDatabase.shared(source.alias() + ".C_ID") : "";
    }

    private Source source(final List<FieldRef.Step> steps) {
        Source source = base;
        for (final FieldRef.Step step : steps) {
            source = parent(source, step.lookup(), step.target());
        }
        return source;
    }

    private Source parent(final Source child, final Field lookup, final SObjectType target) {
        final String key = child.alias() + '.' + lookup.name();
        final Source known = parents.get(key);
        if (known != null) {
            return known;
        }
        final String foreignKey = value(child, lookup);
        final Source parent = new Source(target, base.alias() + parents.size());
        parents.put(key, parent);
        joins.append(" LEFT JOIN ").append(OrgDatabase.table(target)).append(' ').append(parent.alias())
                .append(" ON ").append(parent.alias()).append(".C_ID = ").append(foreignKey).append(shared(parent));
        return parent;
    }

    private String value(final Source source, final Field field) {
        final String plain = field.traits().derivation().map(derivation -> derived(source, derivation)).orElseGet(() -> source.alias() + '.' + field.column());
        if (field.type() == FieldType.ENCRYPTEDSTRING && !schema.sight().encryptedData()) {
            return "REPEAT('*', CHAR_LENGTH(" + plain + "))";
        }
        final boolean canBeMissing = source != base || field.derived();
        return field.type() == FieldType.BOOLEAN && canBeMissing ? "COALESCE(" + plain + ", FALSE)" : plain;
    }

    private String derived(final Source source, final Derivation derivation) {
        return switch (derivation) {
            case final Derivation.FullName name -> "CASE WHEN " + source.alias() + ".C_LASTNAME IS NOT NULL THEN CAST(CONCAT_WS(' ', " + source.alias()
                    + ".C_FIRSTNAME, "
                    + source.alias() + ".C_LASTNAME) AS VARCHAR_IGNORECASE) END";
            case final Derivation.PhotoUrl photo -> "CAST('/services/images/photo/' || " + source.alias() + ".C_ID AS VARCHAR_IGNORECASE)";
            case final Derivation.IsSet isSet -> "(" + source.column(isSet.field()) + " IS NOT NULL)";
            case final Derivation.HasValue hasValue -> "(" + source.column(hasValue.field()) + " = '" + hasValue.value() + "')";
            case final Derivation.OfPerson person -> "CASE WHEN " + source.column("ContactId") + " IS NOT NULL THEN " + ofPath(source, person.ofContact())
                    + " ELSE " + ofPath(source, person.ofLead()) + " END";
            case final Derivation.PersonKind kind -> "CAST(CASE WHEN " + source.column("ContactId") + " IS NOT NULL THEN 'Contact' WHEN "
                    + source.column("LeadId")
                    + " IS NOT NULL THEN 'Lead' END AS VARCHAR_IGNORECASE)";
            case final Derivation.MemberCount count -> "(SELECT COUNT(*) FROM T_CAMPAIGNMEMBER M WHERE M.C_CAMPAIGNID = " + source.alias() + ".C_ID AND "
                    + members(count.members()) + ")";
            case final Derivation.Compound compound -> throw new IllegalArgumentException("A compound field has no value of its own: " + compound);
        };
    }

    private static String members(final Members members) {
        return switch (members) {
            case LEADS -> "M.C_LEADID IS NOT NULL";
            case CONVERTED_LEADS -> "M.C_LEADID IS NOT NULL AND M.C_CONTACTID IS NOT NULL";
            case CONTACTS -> "M.C_CONTACTID IS NOT NULL";
            case RESPONSES -> "M.C_STATUS = 'Responded'";
        };
    }

    private String ofPath(final Source source, final String path) {
        final String[] names = path.split("\\.");
        Source owner = source;
        for (int index = 0; index < names.length - 1; index++) {
            final String name = names[index];
            final Field lookup = owner.object().allFields().stream()
                    .filter(field -> field.reference().relationshipName().filter(name::equals).isPresent()).findFirst().orElseThrow();
            owner = parent(owner, lookup, schema.target(lookup).orElseThrow());
        }
        return value(owner, owner.object().field(names[names.length - 1]).orElseThrow());
    }
}
