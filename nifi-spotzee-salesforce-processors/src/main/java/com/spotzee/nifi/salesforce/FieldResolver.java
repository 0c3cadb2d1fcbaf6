package com.spotzee.nifi.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows field paths through the org's schema and explains what is missing, with a proposal where one is near. */
public final class FieldResolver {

    private final Schema schema;

    public FieldResolver(final Schema schema) {
        this.schema = schema;
    }

    /** Finds the field that a path names on an object. A path that leads nowhere is no failure: the answer says why. */
    public Resolution resolve(final SalesforceObject object, final FieldPath wanted) throws SalesforceFailure {
        return resolve(object.apiName(), wanted);
    }

    /** The same for an object by its API name. */
    Resolution resolve(final String object, final FieldPath wanted) throws SalesforceFailure {
        SObjectDescription owner = schema.describe(object);
        final List<String> parents = new ArrayList<>();
        final List<String> lookups = new ArrayList<>();
        boolean common = false;
        for (final String relationship : wanted.parents()) {
            if (common && !CommonFields.hasRelationship(relationship)) {
                return new Resolution.Missing(notCommon(parents, relationship));
            }
            final Optional<FieldDescription> lookup = owner.lookup(relationship);
            if (lookup.isEmpty()) {
                return new Resolution.Missing(noRelationship(owner, relationship));
            }
            parents.add(lookup.get().relationshipName());
            lookups.add(lookup.get().name());
            common = lookup.get().polymorphic();
            final String parent = lookup.get().target();
            try {
                owner = schema.describe(parent);
            } catch (final SalesforceFailure.NotFound e) {
                return new Resolution.Missing("the user may not read the object %s behind %s: grant Read on it in Salesforce, or remove the path"
                        .formatted(parent, relationship));
            }
        }
        final Optional<FieldDescription> field = owner.field(wanted.field());
        if (common && !CommonFields.has(wanted.field())) {
            return new Resolution.Missing(notCommon(parents, wanted.field()));
        }
        if (field.isEmpty()) {
            return new Resolution.Missing(noField(owner, wanted, parents));
        }
        return new Resolution.Found(new ResolvedField(new FieldPath(parents, field.get().name()), field.get(), lookups));
    }

    /** The object that a field found on {@code object} belongs to. */
    SObjectDescription owner(final String object, final ResolvedField found) throws SalesforceFailure {
        SObjectDescription owner = schema.describe(object);
        for (final String relationship : found.path().parents()) {
            owner = schema.describe(owner.lookup(relationship).orElseThrow().target());
        }
        return owner;
    }

    /**
     * The parents behind a field that was found whose changes can be asked for, as paths to their ids. A parent behind a lookup that points at several
     * objects shows no stamp: its changes can be asked for where the lookup is the object's own, and no further up.
     */
    public List<FieldPath> followedParents(final SalesforceObject object, final ResolvedField found) throws SalesforceFailure {
        final List<FieldPath> all = found.parentIds();
        SObjectDescription owner = schema.describe(object.apiName());
        for (int depth = 0; depth < all.size(); depth++) {
            final FieldDescription lookup = owner.lookup(found.path().parents().get(depth)).orElseThrow();
            if (lookup.polymorphic()) {
                return all.subList(0, depth == 0 ? 1 : depth);
            }
            owner = schema.describe(lookup.target());
        }
        return all;
    }

    private static String notCommon(final List<String> parents, final String name) {
        final String path = String.join(".", parents);
        return ("%s may be a user or a queue, and Salesforce shows through it only what both have in common, such as %s.Name and %s.Email: %s is not "
                + "among that. Name another field, or remove the row").formatted(path, path, path, name);
    }

    private static String noRelationship(final SObjectDescription owner, final String relationship) {
        final List<String> known = owner.fields().stream().flatMap(field -> field.relationship().stream()).toList();
        return "%s has no relationship '%s' that the user may follow%s".formatted(owner.name(), relationship,
                Spelling.nearest(relationship, known).map(". Did you mean %s?"::formatted)
                        .orElse(": write the lookup without its ending Id, such as Account, or with __r, such as Region__r"));
    }

    private String noField(final SObjectDescription owner, final FieldPath wanted, final List<String> parents) throws SalesforceFailure {
        final List<String> proposals = new FieldProposals(schema).instead(owner, wanted.field(), parents);
        return "%s has no field '%s' that the user may read: it was renamed or deleted, or field-level security hides it%s".formatted(owner.name(),
                wanted.field(), proposals.isEmpty() ? ". Name another field, remove the row, or make the field visible"
                        : ". Did you mean %s?".formatted(String.join(" or ", proposals)));
    }
}
