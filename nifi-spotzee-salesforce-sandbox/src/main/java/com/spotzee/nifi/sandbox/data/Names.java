package com.spotzee.nifi.sandbox.data;

import net.datafaker.Faker;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Names, companies and addresses of one homeland, drawn once: the faker takes microseconds to milliseconds for each piece, too long for every field
 * of a hundred thousand people.
 */
record Names(List<String> women, List<String> men, List<String> families, List<String> companies, List<Place> places) {
    private static final int FIRST_NAMES = 150;
    private static final int LAST_NAMES = 400;
    private static final int COMPANIES = 300;
    private static final int PLACES = 120;
    private static final int LONGEST_FIRST_NAME = 40;
    private static final int LONGEST_LAST_NAME = 80;
    private static final int LONGEST_COMPANY = 120;
    private static final int LONGEST_STREET = 255;
    private static final int LONGEST_CITY = 40;
    private static final int LONGEST_POSTAL_CODE = 20;
    private static final Map<Homeland, Names> DRAWN = new EnumMap<>(Homeland.class);

    /** Where someone can live; the state is null where addresses have none. */
    record Place(String street, String city, String state, String postalCode) {
    }

    /** The pools of a homeland; the same in every process. */
    static Names of(final Homeland home) {
        synchronized (DRAWN) {
            return DRAWN.computeIfAbsent(home, Names::draw);
        }
    }

    private static Names draw(final Homeland home) {
        final Faker faker = new Faker(home.locale(), new Random(home.ordinal()));
        final boolean bySex = home.knowsSexOfFirstNames();
        return new Names(
                pool(FIRST_NAMES, LONGEST_FIRST_NAME, bySex ? faker.name()::femaleFirstName : faker.name()::firstName),
                pool(FIRST_NAMES, LONGEST_FIRST_NAME, bySex ? faker.name()::maleFirstName : faker.name()::firstName),
                pool(LAST_NAMES, LONGEST_LAST_NAME, faker.name()::lastName),
                pool(COMPANIES, LONGEST_COMPANY, faker.company()::name),
                Stream.generate(() -> place(faker, home)).limit(PLACES).toList());
    }

    private static Place place(final Faker faker, final Homeland home) {
        return new Place(cut(faker.address().streetAddress(), LONGEST_STREET), cut(faker.address().city(), LONGEST_CITY),
                home.hasStates() ? cut(faker.address().state(), LONGEST_LAST_NAME) : null, cut(faker.address().postcode(), LONGEST_POSTAL_CODE));
    }

    private static List<String> pool(final int size, final int longest, final Supplier<String> piece) {
        return Stream.generate(piece).limit(size).map(text -> cut(text, longest)).toList();
    }

    private static String cut(final String text, final int longest) {
        final String trimmed = text.strip();
        return trimmed.length() <= longest ? trimmed : trimmed.substring(0, longest).strip();
    }
}
