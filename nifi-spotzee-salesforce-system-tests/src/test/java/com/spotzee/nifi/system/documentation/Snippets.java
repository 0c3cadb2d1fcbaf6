package com.spotzee.nifi.system.documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.spotzee.nifi.integration.IntegrationDefinition;
import com.spotzee.nifi.integration.MissingField;
import com.spotzee.nifi.integration.ObjectPlan;
import com.spotzee.nifi.mapping.MappingRows;
import com.spotzee.nifi.rules.RuleLogic;
import com.spotzee.nifi.rules.RuleSet;
import com.spotzee.nifi.salesforce.SalesforceFailure;
import com.spotzee.nifi.salesforce.SalesforceObject;
import com.spotzee.nifi.system.runtime.NiFiAssembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules, mapping rows and JSON, read by the product, the schema of events, and the emulated org and project. */
final class Snippets {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String OPT_OUT = "unsubscribed";
    private static final String LETTERS_OF_A_ROW = "[\\w.]+";
    private static final Set<String> OUR_ENVELOPES = Set.of("salesforce", "kind");

    private final BothSystems systems;
    private final Vocabulary product;
    private final JsonSchema events;

    Snippets(final BothSystems systems, final Vocabulary product) {
        this.systems = systems;
        this.product = product;
        this.events = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
    }

    /** What is wrong with rules, one a line; each must suit one of its objects in the org at least. */
    Optional<String> faultOfRules(final String text) {
        final RuleSet rules = RuleSet.parse(text);
        if (!rules.errors().isEmpty() || rules.rules().isEmpty()) {
            return Optional.of("no rules: " + rules.errors());
        }
        return rules.rules().stream().filter(rule -> Stream.of(SalesforceObject.values()).filter(rule::appliesTo)
                .noneMatch(object -> plan(object, new RuleSet(List.of(rule), List.of()), MappingRows.parse(Map.of(), OPT_OUT)).brokenRules().isEmpty()))
                .findFirst().map(rule -> "a rule that suits no object: " + rule.text());
    }

    /** What is wrong with the value of a mapping row; its fields must be standard fields of an object it is meant for, or custom ones. */
    Optional<String> faultOfMapping(final String name, final String value) {
        final MappingRows rows = MappingRows.parse(Map.of(name, value), OPT_OUT);
        if (!rows.errors().isEmpty()) {
            return Optional.of("no mapping row: " + rows.errors());
        }
        final List<Set<String>> missing = Stream.of(SalesforceObject.values()).filter(object -> !rows.rows().getFirst().sourcesOf(object).isEmpty())
                .map(object -> plan(object, RuleSet.parse(""), rows).missing().stream().map(MissingField::field)
                        .filter(field -> !field.contains("__")).collect(Collectors.toSet())).toList();
        final Set<String> everywhere = missing.getFirst().stream().filter(field -> missing.stream().allMatch(fields -> fields.contains(field)))
                .collect(Collectors.toSet());
        return everywhere.isEmpty() ? Optional.empty() : Optional.of("no object has " + everywhere);
    }

    /** What is wrong with lines of {@code name value}. */
    Optional<String> faultOfMappings(final String text) {
        return text.lines().map(line -> line.split("\\s+", 2)).map(row -> faultOfMapping(row[0], row[1])).flatMap(Optional::stream).findFirst();
    }

    /** Whether this could be meant as a mapping row; plain words are not. */
    static boolean looksLikeAMapping(final String text) {
        return text.startsWith("[") && text.contains("] ") || text.startsWith("not ") || text.contains(", ")
                || text.matches(LETTERS_OF_A_ROW + " : [a-z]+") || text.matches("[A-Z]\\w*(\\.[A-Z]\\w*)*");
    }

    /** What is wrong with one JSON value, or with JSON lines. */
    Optional<String> faultOfJson(final String text) {
        try {
            final List<JsonNode> values = new ArrayList<>();
            if (isOneValue(text)) {
                values.add(JSON.readTree(text));
            } else {
                for (final String line : text.lines().toList()) {
                    values.add(JSON.readTree(line));
                }
            }
            return values.stream().map(this::faultOf).flatMap(Optional::stream).findFirst();
        } catch (final JsonProcessingException e) {
            return Optional.of("no JSON: " + e.getOriginalMessage());
        }
    }

    private static boolean isOneValue(final String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (final JsonProcessingException e) {
            return false;
        }
    }

    private Optional<String> faultOf(final JsonNode value) {
        if (value.has("event")) {
            return events.validate(value).stream().findFirst().map(fault -> "no event: " + fault);
        }
        if (value.has("item")) {
            return faultOfRefusal(value);
        }
        if (value.has("external_id")) {
            return systems.refusal(value).map(refusal -> "Spotzee refuses it: " + refusal);
        }
        if (OUR_ENVELOPES.stream().anyMatch(value::has)) {
            return names(value).filter(name -> !product.says("\"" + name + "\"")).findFirst().map("nothing of ours has a member "::concat);
        }
        return value.has("Id") ? names(value).filter(name -> !isFieldOfAny(name)).findFirst().map("Salesforce has no "::concat) : Optional.empty();
    }

    /** A line on {@code failure}: the emulated project refuses its item with the same code. */
    private Optional<String> faultOfRefusal(final JsonNode line) {
        final JsonNode code = systems.refusal(line.get("item")).map(refusal -> refusal.path("code")).orElse(null);
        return line.get("code").equals(code) ? Optional.empty() : Optional.of("what Spotzee says to its item is " + code);
    }

    private boolean isFieldOfAny(final String name) {
        return Stream.of(SalesforceObject.values()).anyMatch(object -> {
            final ObjectPlan plan = plan(object, RuleSet.parse(""), MappingRows.parse(Map.of("x", name.equals("Owner") ? "Owner.Name" : name), OPT_OUT));
            return plan.missing().isEmpty();
        });
    }

    private static Stream<String> names(final JsonNode value) {
        return StreamSupport.stream(((Iterable<String>) value::fieldNames).spliterator(), false);
    }

    private ObjectPlan plan(final SalesforceObject object, final RuleSet rules, final MappingRows rows) {
        try {
            return new IntegrationDefinition(RuleLogic.AND, rules, rows).plan(object, systems.schema());
        } catch (final SalesforceFailure e) {
            throw new AssertionError(e);
        }
    }

    private static String schema() {
        try {
            return Files.readString(NiFiAssembly.projectRootOfThisBuild().resolve("docs/event-schema.json"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
