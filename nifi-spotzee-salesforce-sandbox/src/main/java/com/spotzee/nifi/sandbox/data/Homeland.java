package com.spotzee.nifi.sandbox.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where a person lives: which names they have, and how telephone numbers are written there. {@code #} stands for a digit. */
enum Homeland {
    UNITED_STATES("en-US", "United States", 34, List.of("+1212555####", "(415) 555-####", "312-555-####", "+1 646 555 ####", "(303) 555-####")),
    UNITED_KINGDOM("en-GB", "United Kingdom", 10, List.of("+44207946####", "+44 20 7946 ####", "+44 161 496 ####", "+44 7700 900###")),
    AUSTRALIA("en-AU", "Australia", 9, List.of("+6125550####", "+61 2 5550 ####", "+61 491 570 ###")),
    GERMANY("de", "Germany", 9, List.of("+493023125###", "+49 89 99998 ###", "+49 171 39200##")),
    FRANCE("fr", "France", 7, List.of("+3319900####", "+33 1 99 00 ## ##", "+33 6 39 98 ## ##")),
    SPAIN("es", "Spain", 5, List.of("+3491055####", "+34 910 55 ## ##", "+34 612 34 ## ##")),
    BRAZIL("pt-BR", "Brazil", 5, List.of("+55113000####", "+55 11 3000-####", "+55 21 98888-####")),
    POLAND("pl", "Poland", 4, List.of("+4822300####", "+48 22 300 ## ##", "+48 512 34# ###")),
    SWEDEN("sv", "Sweden", 4, List.of("+46839004##", "+46 8 390 04 ##", "+46 70 174 06 ##")),
    JAPAN("ja", "Japan", 5, List.of("+81352######", "+81 3-5200-####", "+81 90-1234-####")),
    CHINA("zh-CN", "China", 3, List.of("+86106552####", "+86 10 6552 ####", "+86 139 0013 ####")),
    UKRAINE("uk", "Ukraine", 3, List.of("+38044300####", "+380 44 300 ## ##", "+380 50 300 ## ##")),
    SAUDI_ARABIA("ar", "Saudi Arabia", 2, List.of("+96611300####", "+966 11 300 ####", "+966 50 300 ####"));

    private static final List<Homeland> EVERY_SHARE = Arrays.stream(values()).flatMap(home -> Collections.nCopies(home.share, home).stream()).toList();
    // For these the faker knows names by sex, or states, only in English.
    private static final Set<Homeland> FIRST_NAMES_WITHOUT_SEX = EnumSet.of(FRANCE, POLAND, JAPAN, CHINA);
    private static final Set<Homeland> WITHOUT_STATES = EnumSet.of(UNITED_KINGDOM, SAUDI_ARABIA);

    private final Locale locale;
    private final String country;
    private final int share;
    private final List<String> phoneShapes;

    Homeland(final String languageTag, final String country, final int share, final List<String> phoneShapes) {
        this.locale = Locale.forLanguageTag(languageTag);
        this.country = country;
        this.share = share;
        this.phoneShapes = phoneShapes;
    }

    /** A home, as often as its share says. */
    static Homeland draw(final Dice dice) {
        return dice.pick(EVERY_SHARE);
    }

    Locale locale() {
        return locale;
    }

    String country() {
        return country;
    }

    boolean knowsSexOfFirstNames() {
        return !FIRST_NAMES_WITHOUT_SEX.contains(this);
    }

    boolean hasStates() {
        return !WITHOUT_STATES.contains(this);
    }

    /** A telephone number in one of the ways people there type it. */
    String phone(final Dice dice) {
        final String shape = dice.pick(phoneShapes);
        final String digits = dice.digits(shape.length());
        final StringBuilder number = new StringBuilder(shape);
        for (int position = 0; position < shape.length(); position++) {
            if (shape.charAt(position) == '#') {
                number.setCharAt(position, digits.charAt(position));
            }
        }
        return number.toString();
    }
}
