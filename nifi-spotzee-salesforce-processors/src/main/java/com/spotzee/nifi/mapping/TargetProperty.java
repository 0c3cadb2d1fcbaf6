package com.spotzee.nifi.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where in a Spotzee user a value goes: a first-class field, or a place under {@code data}.
 *
 * @param name  the mapping row's name
 * @param steps the names from the user's top level downwards
 */
public record TargetProperty(String name, List<String> steps) {

    private static final String DATA = "data";
    private static final int LONGEST_NAME = 255;
    private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_-]+");
    private static final List<String> IDENTITY = List.of("external_id", "anonymous_id");

    public TargetProperty {
        steps = List.copyOf(steps);
    }

    /** Reads a row's name. */
    static TargetProperty parse(final String name) throws MappingSyntaxException {
        final List<String> steps = Arrays.asList(name.split("\\.", -1));
        final String first = steps.getFirst();
        if (name.length() > LONGEST_NAME || steps.stream().anyMatch(step -> !STEP.matcher(step).matches())) {
            throw new MappingSyntaxException("The row's name is no Spotzee property: use letters, digits, _ and -, with dots between nested names");
        }
        if (IDENTITY.contains(first)) {
            throw new MappingSyntaxException("%s can't be mapped: the external id is made from the record's own id".formatted(first));
        }
        if (DATA.equals(first)) {
            throw new MappingSyntaxException("Leave out '%s': everything but email, phone, timezone and locale goes under data by itself"
                    .formatted(steps.size() > 1 ? "data." : DATA));
        }
        if (FirstClassField.named(first).isPresent()) {
            if (steps.size() > 1) {
                throw new MappingSyntaxException("%s is a text in Spotzee and has nothing below it: choose another name".formatted(first));
            }
            return new TargetProperty(name, steps);
        }
        if (FirstClassField.named(first.toLowerCase(Locale.ROOT)).isPresent()) {
            throw new MappingSyntaxException("Write %s in lower case: that is how Spotzee's own field is called".formatted(first.toLowerCase(Locale.ROOT)));
        }
        return new TargetProperty(name, Stream.concat(Stream.of(DATA), steps.stream()).toList());
    }

    /** The first-class field that this is, if it is one. */
    public Optional<FirstClassField> firstClass() {
        return steps.size() == 1 ? FirstClassField.named(name) : Optional.empty();
    }

    /** Whether both can't stand in one user: they are the same but for case, or one is a place inside the other. */
    boolean collidesWith(final TargetProperty other) {
        final String mine = name.toLowerCase(Locale.ROOT);
        final String theirs = other.name.toLowerCase(Locale.ROOT);
        return mine.equals(theirs) || mine.startsWith(theirs + ".") || theirs.startsWith(mine + ".");
    }

    void set(final ObjectNode user, final JsonNode value) {
        ObjectNode owner = user;
        for (final String step : steps.subList(0, steps.size() - 1)) {
            owner = owner.withObjectProperty(step);
        }
        owner.set(steps.getLast(), value);
    }
}
