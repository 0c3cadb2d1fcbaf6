package com.spotzee.nifi.mapping;

import com.spotzee.nifi.salesforce.FieldType;
import com.spotzee.nifi.salesforce.SalesforceObject;

import java.util.List;
import java.util.Optional;

/**
 * One mapping row as the user wrote it.
 *
 * @param target  where the value goes
 * @param sources where it comes from: the first that is set wins, in the opt-out row any that is true
 * @param type    what it becomes, or null if that follows from the field's type
 * @param optOut  whether this row says who has opted out
 */
public record MappingRow(TargetProperty target, List<MappingSource> sources, TargetType type, boolean optOut) {

    public MappingRow {
        sources = List.copyOf(sources);
    }

    /**
     * Reads a row.
     *
     * @throws MappingSyntaxException with a sentence for the user if name or value can't be understood
     */
    static MappingRow parse(final String name, final String value, final boolean optOut) throws MappingSyntaxException {
        final TargetProperty target = TargetProperty.parse(name);
        final MappingText text = new MappingText(value);
        final List<MappingSource> sources = text.sources();
        final Optional<TargetType> asked = text.type();
        final MappingRow row = new MappingRow(target, sources, asked.orElse(null), optOut);
        return new MappingRow(target, sources, row.checkedType(), optOut);
    }

    /** How users find it again: {@code mapping row 'email'}. */
    public String place() {
        return "mapping row '%s'".formatted(target.name());
    }

    /** The alternatives that are meant for an object. */
    public List<MappingSource> sourcesOf(final SalesforceObject object) {
        return sources.stream().filter(source -> source.appliesTo(object)).toList();
    }

    private TargetType checkedType() throws MappingSyntaxException {
        final TargetType checked = optOut ? optOutType() : target.firstClass().isPresent() ? textType() : negatableType();
        for (final MappingSource source : sources) {
            if (source instanceof MappingSource.Constant(SalesforceObject scope, String text)
                    && !ValueConversion.fits(target, checked, FieldType.STRING, text)) {
                throw new MappingSyntaxException("The constant \"%s\" does not fit %s: write another".formatted(text,
                        target.firstClass().map(FirstClassField::property).orElseGet(() -> "the type " + checked.word())));
            }
        }
        return checked;
    }

    private TargetType optOutType() throws MappingSyntaxException {
        if (type != null && type != TargetType.BOOLEAN) {
            throw new MappingSyntaxException("The opt-out must be boolean: write ': boolean', or leave the type out");
        }
        if (target.steps().size() != 2) {
            throw new MappingSyntaxException("The opt-out must be a property of its own under data, such as unsubscribed: no first-class field, no dots");
        }
        if (sources.stream().anyMatch(MappingSource.Constant.class::isInstance)) {
            throw new MappingSyntaxException("The opt-out must come from a Salesforce checkbox, such as HasOptedOutOfEmail, not from a constant");
        }
        return TargetType.BOOLEAN;
    }

    private TargetType textType() throws MappingSyntaxException {
        if (type != null && type != TargetType.STRING || negated()) {
            throw new MappingSyntaxException("%s is a text in Spotzee: leave out 'not' and the type".formatted(target.name()));
        }
        return TargetType.STRING;
    }

    private TargetType negatableType() throws MappingSyntaxException {
        if (!negated()) {
            return type;
        }
        if (type != null && type != TargetType.BOOLEAN) {
            throw new MappingSyntaxException("'not' turns a boolean round: write ': boolean', or leave the type out");
        }
        return TargetType.BOOLEAN;
    }

    private boolean negated() {
        return sources.stream().anyMatch(source -> source instanceof MappingSource.Field field && field.negated());
    }
}
