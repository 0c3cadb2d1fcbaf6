package com.spotzee.nifi.sandbox.salesforce.soql;

import com.spotzee.nifi.sandbox.salesforce.schema.Field;
import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import io.github.apexdevtools.apexparser.ApexParser.FieldNameContext;
import io.github.apexdevtools.apexparser.ApexParser.FromNameListContext;
import org.antlr.v4.runtime.ParserRuleContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the names of one SELECT in the schema, or refuses them as Salesforce does. */
final class FieldResolver {
    private static final int MAX_LEVELS = 5;
    /** The fields of the object {@code Name}: what is shown through a lookup that points at several objects (Object Reference, "Name"). */
    private static final Set<String> COMMON_FIELDS = Set.of("id", "alias", "email", "firstname", "isactive", "lastname", "name", "phone", "title", "username");
    private static final String ADVICE = " Please reference your WSDL or the describe call for the appropriate names.";

    private final SoqlStatement statement;
    private final OrgSchema schema;
    private final SObjectType object;
    private final Optional<String> alias;

    private FieldResolver(final SoqlStatement statement, final OrgSchema schema, final SObjectType object, final Optional<String> alias) {
        this.statement = statement;
        this.schema = schema;
        this.object = object;
        this.alias = alias;
    }

    static FieldResolver of(final SoqlStatement statement, final OrgSchema schema, final FromNameListContext from) {
        final FieldNameContext name = from.fieldName(0);
        if (from.fieldName().size() > 1) {
            throw statement.errorAt(from.fieldName(1).getStart().getStartIndex(), "MALFORMED_QUERY",
                    "The sandbox answers one object in FROM: write the parents as paths, such as Account.Name.");
        }
        final SObjectType object = schema.object(name.getText()).orElseThrow(() -> statement.errorAt(start(name), "INVALID_TYPE", "sObject type '"
                + name.getText()
                + "' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name." + ADVICE));
        return new FieldResolver(statement, schema, object, from.soqlId().stream().findFirst().map(ParserRuleContext::getText));
    }

    SObjectType object() {
        return object;
    }

    SoqlStatement statement() {
        return statement;
    }

    OrgSchema schema() {
        return schema;
    }

    static int start(final ParserRuleContext context) {
        return context.getStart().getStartIndex();
    }

    FieldRef resolve(final FieldNameContext context) {
        final List<String> names = new ArrayList<>(context.soqlId().stream().map(ParserRuleContext::getText).toList());
        if (names.size() > 1 && namesTheObject(names.getFirst())) {
            names.removeFirst();
        }
        if (names.size() > MAX_LEVELS + 1) {
            throw statement.errorAt(start(context), "MALFORMED_QUERY", "Implementation restriction: a field path has at most " + MAX_LEVELS
                    + " relationships.");
        }
        final List<FieldRef.Step> steps = new ArrayList<>();
        SObjectType owner = object;
        boolean common = false;
        for (final String name : names.subList(0, names.size() - 1)) {
            final Optional<Field> lookup = owner.relationship(name);
            final Optional<SObjectType> target = lookup.flatMap(schema::target);
            if (target.isEmpty() || common) {
                throw statement.errorAt(start(context), "INVALID_FIELD", "Didn't understand relationship '" + name
                        + "' in field path. If you are attempting to use a "
                        + "custom relationship, be sure to append the '__r' after the custom relationship name." + ADVICE);
            }
            owner = target.get();
            common = lookup.orElseThrow().reference().targets().size() > 1;
            steps.add(new FieldRef.Step(lookup.orElseThrow(), owner));
        }
        final String name = names.getLast();
        final String entity = common ? "Name" : owner.name();
        final boolean hidden = common && !COMMON_FIELDS.contains(name.toLowerCase(Locale.ROOT));
        final Field field = owner.visibleField(name).filter(visible -> !hidden).orElseThrow(() -> statement.errorAt(start(context), "INVALID_FIELD",
                "No such column '" + name + "' on entity '" + entity
                + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name." + ADVICE));
        return new FieldRef(steps, field);
    }

    private boolean namesTheObject(final String name) {
        return alias.filter(name::equalsIgnoreCase).isPresent() || name.equalsIgnoreCase(object.name()) && object.relationship(name).isEmpty();
    }

    /** Refuses what a field's description says can't be done with it; {@code verb} is filtered, sorted or grouped. */
    void require(final FieldRef field, final Field.Flag flag, final String verb, final ParserRuleContext place) {
        if (!field.field().is(flag)) {
            throw statement.errorAt(start(place), "INVALID_FIELD", "field '" + field.field().name() + "' can not be " + verb + " in a query call");
        }
    }
}
