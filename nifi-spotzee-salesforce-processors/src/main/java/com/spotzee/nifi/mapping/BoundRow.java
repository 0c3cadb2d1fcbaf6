package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.spotzee.nifi.salesforce.FieldValue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mapping row with its alternatives for one object. */
public record BoundRow(MappingRow row, List<BoundSource> sources) {

    public BoundRow {
        sources = List.copyOf(sources);
    }

    /**
     * Writes what the record gives into the user: a value, null where Salesforce has none, and nothing where that is not known.
     *
     * @return whether it is known
     */
    boolean apply(final ObjectNode salesforceRecord, final ObjectNode user, final Consumer<DroppedValue> dropped) {
        final Optional<JsonNode> value = row.optOut() ? anyTrue(salesforceRecord, dropped) : firstGiven(salesforceRecord, dropped);
        value.ifPresent(known -> row.target().set(user, known));
        return value.isPresent();
    }

    /** What the user wants, the same however it is written and whatever of it the org shows. */
    public String definition() {
        return described(sources.stream().map(BoundSource::definition));
    }

    /** What the row reads and makes of it, the same however it is written; without the alternatives that the org does not show, empty if it shows none. */
    public String meaning() {
        final List<BoundSource> shown = sources.stream().filter(source -> !(source instanceof BoundSource.Missing)).toList();
        return shown.isEmpty() ? "" : described(shown.stream().map(BoundSource::meaning));
    }

    /** Whether the org shows everything that the row names. */
    public boolean isComplete() {
        return sources.stream().noneMatch(BoundSource.Missing.class::isInstance);
    }

    private String described(final Stream<String> alternatives) {
        return "%s%s <- %s".formatted(row.optOut() ? "opt-out " : "", row.type() == null ? "any" : row.type().word(),
                alternatives.collect(Collectors.joining(", ")));
    }

    private Optional<JsonNode> firstGiven(final ObjectNode salesforceRecord, final Consumer<DroppedValue> dropped) {
        boolean known = !sources.isEmpty();
        for (final BoundSource source : sources) {
            switch (source.read(salesforceRecord)) {
                case FieldValue.Given(JsonNode value) -> {
                    return converted(source, value, dropped);
                }
                case FieldValue.Empty() -> {
                    // the next alternative may be set
                }
                case FieldValue.Hidden hidden -> {
                    return Optional.empty();
                }
                case FieldValue.NotRead notRead -> {
                    // what the org does not show is left out for good; what this record was read without may be set, and would win
                    if (!(source instanceof BoundSource.Missing)) {
                        return Optional.empty();
                    }
                    known = false;
                }
            }
        }
        return known ? Optional.of(NullNode.getInstance()) : Optional.empty();
    }

    /** Whoever opted out anywhere has opted out; "not opted out" is only said when every alternative was seen. */
    private Optional<JsonNode> anyTrue(final ObjectNode salesforceRecord, final Consumer<DroppedValue> dropped) {
        boolean known = !sources.isEmpty();
        boolean given = false;
        for (final BoundSource source : sources) {
            switch (source.read(salesforceRecord)) {
                case FieldValue.Given(JsonNode value) -> {
                    final Optional<JsonNode> flag = converted(source, value, dropped);
                    if (flag.filter(JsonNode::booleanValue).isPresent()) {
                        return flag;
                    }
                    given |= flag.isPresent();
                    known &= flag.isPresent();
                }
                case FieldValue.Empty() -> {
                    // nothing opted out here
                }
                case FieldValue.Hidden hidden -> known = false;
                case FieldValue.NotRead notRead -> known = false;
            }
        }
        return known ? Optional.of(given ? BooleanNode.FALSE : NullNode.getInstance()) : Optional.empty();
    }

    private Optional<JsonNode> converted(final BoundSource source, final JsonNode value, final Consumer<DroppedValue> dropped) {
        final Optional<JsonNode> converted = ValueConversion.convert(row.target(), row.type(), source.type(), value);
        if (converted.isEmpty()) {
            dropped.accept(new DroppedValue(row.target().name(), source.name(), ValueConversion.wanted(row.target(), row.type(), source.type())));
        }
        return source.negated() ? converted.map(flag -> BooleanNode.valueOf(!flag.booleanValue())) : converted;
    }
}
