package com.spotzee.nifi.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A field path that exists in the org.
 *
 * @param path        in the schema's spelling
 * @param description what {@code describe} says of the field
 * @param lookups     the lookup field behind each parent of the path, in its order: {@code AccountId}, {@code OwnerId} for {@code Account.Owner.Name}
 */
public record ResolvedField(FieldPath path, FieldDescription description, List<String> lookups) {

    public ResolvedField {
        lookups = List.copyOf(lookups);
        if (lookups.size() != path.parents().size()) {
            throw new IllegalArgumentException("%s with %d lookups".formatted(path, lookups.size()));
        }
    }

    /** The lookups as paths from the object: {@code AccountId}, {@code Account.OwnerId}. */
    public List<FieldPath> lookupPaths() {
        return IntStream.range(0, lookups.size())
                .mapToObj(depth -> new FieldPath(path.parents().subList(0, depth), lookups.get(depth))).toList();
    }

    /** The parents as paths to their ids: {@code Account.Id}, {@code Account.Owner.Id}. */
    public List<FieldPath> parentIds() {
        return IntStream.rangeClosed(1, lookups.size())
                .mapToObj(depth -> new FieldPath(path.parents().subList(0, depth), "Id")).toList();
    }

    /** What the record says about this field. */
    public FieldValue read(final ObjectNode salesforceRecord) {
        JsonNode owner = salesforceRecord;
        for (int depth = 0; depth < lookups.size(); depth++) {
            final JsonNode parent = owner.get(path.parents().get(depth));
            if (parent == null) {
                return new FieldValue.NotRead();
            }
            if (parent.isNull()) {
                final JsonNode lookup = owner.get(lookups.get(depth));
                return lookup == null || lookup.isNull() ? new FieldValue.Empty() : new FieldValue.Hidden();
            }
            owner = parent;
        }
        final JsonNode value = owner.get(path.field());
        if (value == null) {
            return new FieldValue.NotRead();
        }
        return value.isNull() || value.isTextual() && value.textValue().isEmpty() ? new FieldValue.Empty() : new FieldValue.Given(value);
    }
}
