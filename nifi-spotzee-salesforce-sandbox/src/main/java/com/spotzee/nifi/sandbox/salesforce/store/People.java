package com.spotzee.nifi.sandbox.salesforce.store;

import com.spotzee.nifi.sandbox.salesforce.schema.OrgSchema;
import com.spotzee.nifi.sandbox.salesforce.schema.SObjectType;
import com.spotzee.nifi.sandbox.salesforce.schema.SalesforceId;
import com.spotzee.nifi.sandbox.salesforce.soql.FieldRef;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people of the org as their colleagues see them: hidden fields and records too, and what lies in the recycle bin. */
public final class People {
    /** The objects whose records are people. */
    public static final List<String> OBJECTS = List.of("Lead", "Contact", "CampaignMember");

    private static final OrgSchema.Sight EVERYTHING = new OrgSchema.Sight(false, true);
    private static final String MEMBER = OBJECTS.getLast();
    private static final List<String> MEMBER_OF = List.of("Contact", "Lead");

    private final OrgDatabase database;
    private final Supplier<OrgSchema> schemas;

    People(final OrgDatabase database, final Supplier<OrgSchema> schemas) {
        this.database = database;
        this.schemas = schemas;
    }

    /**
     * People of an object in the order of their ids.
     *
     * @param after the id behind which they begin, or an empty text for the first ones
     * @param most  how many at most
     */
    public List<Person> page(final String object, final PeopleFilter filter, final String after, final int most) {
        return database.reading(() -> select(object, filter, after, most));
    }

    /** A person by an id of 15 or 18 characters, also in the recycle bin. */
    public Optional<Person> find(final String object, final String id) {
        return SalesforceId.normalize(id)
                .flatMap(full -> database.reading(() -> new Select(object).people("A.C_ID = ?", List.of(full))).stream().findFirst());
    }

    /** How many people of an object are in a group. */
    public long count(final String object, final PeopleFilter.Group group) {
        return database.reading(() -> {
            final Select select = new Select(object);
            return database.number("SELECT COUNT(*) FROM " + select.tables.from() + " WHERE " + select.group(group), List.of());
        });
    }

    private List<Person> select(final String object, final PeopleFilter filter, final String after, final int most) {
        final Select select = new Select(object);
        final List<Object> parameters = new ArrayList<>();
        final StringBuilder where = new StringBuilder(select.group(filter.group()));
        if (!after.isEmpty()) {
            where.append(" AND A.C_ID > ?");
            parameters.add(after);
        }
        if (!filter.search().isEmpty()) {
            where.append(" AND ").append(select.search(filter.search(), parameters));
        }
        return select.people(where + " ORDER BY A.C_ID LIMIT " + most, parameters);
    }

    /** Writes statements over one object, and reads what they find. */
    private final class Select {
        private final OrgSchema schema = schemas.get().withSight(EVERYTHING);
        private final SObjectType object;
        private final JoinedTables tables;

        private Select(final String name) {
            this.object = schema.object(name).orElseThrow();
            this.tables = new JoinedTables(schema, object, "A");
        }

        private String value(final String field) {
            return tables.value(new FieldRef(List.of(), object.field(field).orElseThrow()));
        }

        /** The first value there is, of a campaign member that of its contact before that of its lead. */
        private String first(final String... fields) {
            final Stream<String> values = MEMBER.equals(object.name())
                    ? MEMBER_OF.stream().flatMap(parent -> Stream.of(fields).map(field -> parentValue(parent, field))) : Stream.of(fields).map(this::value);
            return values.collect(Collectors.joining(", ", "COALESCE(", ")"));
        }

        /** A campaign member's values are those of its lead or contact, so they may have changed with that. */
        private String modified() {
            final String own = value("LastModifiedDate");
            if (!MEMBER.equals(object.name())) {
                return own;
            }
            return MEMBER_OF.stream().map(parent -> "COALESCE(" + parentValue(parent, "LastModifiedDate") + ", 0)")
                    .collect(Collectors.joining(", ", "GREATEST(" + own + ", ", ")"));
        }

        private String parentValue(final String parent, final String field) {
            final SObjectType target = schema.object(parent).orElseThrow();
            final FieldRef.Step step = new FieldRef.Step(object.field(parent + "Id").orElseThrow(), target);
            return tables.value(new FieldRef(List.of(step), target.field(field).orElseThrow()));
        }

        private String group(final PeopleFilter.Group group) {
            return switch (group) {
                case PRESENT -> value("IsDeleted") + " = FALSE";
                // few records are deleted: the notes of deletions lead to them without a look at all others
                case DELETED -> value("IsDeleted") + " = TRUE AND A.C_ID IN (SELECT ID FROM DELETION WHERE OBJECT = '" + object.name() + "')";
                case OPTED_OUT -> value("IsDeleted") + " = FALSE AND " + value("HasOptedOutOfEmail") + " = TRUE";
            };
        }

        private String search(final String text, final List<Object> parameters) {
            final Optional<String> id = SalesforceId.normalize(text);
            if (id.isPresent()) {
                parameters.add(id.get());
                return "A.C_ID = ?";
            }
            final String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
            final String name = "CONCAT_WS(' ', " + first("FirstName") + ", " + first("LastName") + ")";
            return Stream.of(name, first("Email")).map(value -> {
                parameters.add(pattern);
                return "CAST(" + value + " AS VARCHAR_IGNORECASE) LIKE ? ESCAPE '\\'";
            }).reduce((first, second) -> first + " OR " + second).map(conditions -> "(" + conditions + ")").orElseThrow();
        }

        private List<Person> people(final String where, final List<Object> parameters) {
            final String columns = String.join(", ", value("Id"), first("FirstName"), first("LastName"), first("Email"), first("Phone", "MobilePhone"),
                    value("HasOptedOutOfEmail"), value("IsDeleted"), modified());
            final List<Person> people = new ArrayList<>();
            try (Connection connection = database.connection();
                    PreparedStatement statement = connection.prepareStatement("SELECT " + columns + " FROM " + tables.from() + " WHERE " + where)) {
                OrgDatabase.bind(statement, parameters);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        people.add(person(row));
                    }
                }
            } catch (final SQLException e) {
                throw new StoreFailure("read its people", e);
            }
            return people;
        }

        private Person person(final ResultSet row) throws SQLException {
            int column = 0;
            final String id = row.getString(++column);
            final Person.Contactable contact = new Person.Contactable(row.getString(++column), row.getString(++column), row.getString(++column),
                    row.getString(++column));
            return new Person(object.name(), id, contact, row.getBoolean(++column), row.getBoolean(++column), Instant.ofEpochMilli(row.getLong(++column)));
        }
    }
}
