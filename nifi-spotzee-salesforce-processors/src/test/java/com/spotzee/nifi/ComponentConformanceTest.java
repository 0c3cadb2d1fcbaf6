package com.spotzee.nifi;

import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.ConfigurableComponent;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every component owes the people who configure it, for all components that NiFi would find. */
class ComponentConformanceTest {

    private static final Pattern TITLE_CASE = Pattern.compile("[A-Z0-9][A-Za-z0-9]*(-[A-Z][A-Za-z0-9]*)*( ([A-Z0-9][A-Za-z0-9]*)(-[A-Z][A-Za-z0-9]*)*)*");
    private static final Pattern RELATIONSHIP = Pattern.compile("[a-z]+([ _][a-z]+)*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z]+(\\.[a-z_*]+)*");
    private static final Pattern SEE_AND_DO = Pattern.compile("(?m)^\\| what you see \\|( [a-z ]+ \\|)? what to do \\|$");
    private static final int SHORTEST_HELP = 1_000;

    static Stream<ConfigurableComponent> components() {
        return Stream.concat(processors(), ours(ServiceLoader.load(ControllerService.class)));
    }

    static Stream<Processor> processors() {
        return ours(ServiceLoader.load(Processor.class));
    }

    private static <T extends ConfigurableComponent> Stream<T> ours(final ServiceLoader<T> found) {
        // nifi-record-serialization-services is on the class path of the tests and brings its own
        return found.stream().filter(provider -> provider.type().getName().startsWith("com.spotzee.nifi.")).map(ServiceLoader.Provider::get);
    }

    @Test
    void everyComponentIsRegistered() throws IOException, URISyntaxException {
        final Path classes = Path.of(components().findFirst().orElseThrow().getClass().getProtectionDomain().getCodeSource().getLocation().toURI());
        final Set<String> written;
        try (Stream<Path> files = Files.walk(classes.resolve("com/spotzee/nifi"))) {
            written = files.map(file -> classes.relativize(file).toString()).filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.')).filter(ComponentConformanceTest::isComponent)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        final Set<String> registered = components().map(component -> component.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(written, registered, "META-INF/services must name every component, or NiFi does not offer it");
    }

    @ParameterizedTest
    @MethodSource("components")
    void saysWhatItIs(final ConfigurableComponent component) {
        final Class<?> type = component.getClass();
        assertNotNull(type.getAnnotation(Tags.class), type + ": add @Tags, people find components by them");
        final CapabilityDescription description = type.getAnnotation(CapabilityDescription.class);
        assertNotNull(description, type + ": add @CapabilityDescription");
        assertTrue(description.value().length() > 60, type + ": @CapabilityDescription must say what it does for whom");
    }

    @ParameterizedTest
    @MethodSource("components")
    void propertiesReadAsPeopleReadThem(final ConfigurableComponent component) {
        for (final PropertyDescriptor property : properties(component)) {
            final String where = component.getClass().getSimpleName() + ", property '" + property.getName() + "'";
            assertTrue(TITLE_CASE.matcher(property.getName()).matches(), where + ": write the name in Title Case, it is what users see");
            assertEquals(property.getName(), property.getDisplayName(), where + ": no displayName, the name itself is shown");
            assertNotNull(property.getDescription(), where + ": add a description");
            assertTrue(property.getDescription().length() > 20, where + ": the description must say what changing it does");
            final boolean chosen = property.getAllowableValues() != null || property.getControllerServiceDefinition() != null;
            assertTrue(chosen || !property.getValidators().isEmpty(), where + ": add a validator");
            assertFalse(property.isSensitive() && property.getDefaultValue() != null, where + ": a secret has no default");
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void namesOfPropertiesAreUnique(final ConfigurableComponent component) {
        final List<String> names = properties(component).stream().map(PropertyDescriptor::getName).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    @ParameterizedTest
    @MethodSource("components")
    void hasAPageOfHelp(final ConfigurableComponent component) {
        final String page = "docs/%s/additionalDetails.md".formatted(component.getClass().getName());
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(page)) {
            assertNotNull(in, "add src/main/resources/" + page);
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.startsWith("# " + component.getClass().getSimpleName()), page + " must begin with the component's name");
            assertTrue(text.length() > SHORTEST_HELP, page + ": a worked example, and what people need to know to use it");
            assertTrue(SEE_AND_DO.matcher(text).find(), page + ": add the table of what people see and what to do about it");
            assertTrue(text.contains("`"), page + ": show values as they are typed");
            assertFalse(text.contains("]("), page + ": link nothing, NiFi may have no internet; name the page");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("components")
    void stateIsExplained(final ConfigurableComponent component) {
        final Stateful stateful = component.getClass().getAnnotation(Stateful.class);
        if (stateful != null) {
            assertTrue(stateful.description().length() > 40, component.getClass() + ": say what the state holds and what clearing it does");
        }
    }

    @ParameterizedTest
    @MethodSource("processors")
    void saysWhetherItTakesFlowFiles(final Processor processor) {
        assertNotNull(processor.getClass().getAnnotation(InputRequirement.class), processor.getClass() + ": add @InputRequirement");
    }

    @ParameterizedTest
    @MethodSource("processors")
    void relationshipsAreLowerCaseAndDescribed(final Processor processor) {
        assertFalse(processor.getRelationships().isEmpty(), processor.getClass() + " has no relationship");
        for (final Relationship relationship : processor.getRelationships()) {
            assertTrue(RELATIONSHIP.matcher(relationship.getName()).matches(), processor.getClass() + ": relationship " + relationship.getName());
            assertNotNull(relationship.getDescription(), processor.getClass() + ": describe relationship " + relationship.getName());
            assertTrue(relationship.getDescription().length() > 15, processor.getClass() + ": describe relationship " + relationship.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("processors")
    void attributesAreDocumented(final Processor processor) {
        final List<WritesAttribute> written = writtenBy(processor.getClass());
        assertFalse(written.isEmpty(), processor.getClass() + ": document the attributes it writes with @WritesAttributes");
        for (final WritesAttribute attribute : written) {
            assertTrue(ATTRIBUTE.matcher(attribute.attribute()).matches(), processor.getClass() + ": attribute " + attribute.attribute());
            assertTrue(attribute.description().length() > 3, processor.getClass() + ": describe attribute " + attribute.attribute());
        }
    }

    @ParameterizedTest
    @MethodSource("processors")
    void asksForWhatIsMissingBeforeItCanStart(final Processor processor) {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        final boolean asks = properties(processor).stream().anyMatch(property -> property.isRequired() && property.getDefaultValue() == null);
        assertEquals(!asks, runner.isValid(), processor.getClass() + ": defaults must be valid, and what has none must be asked for");
    }

    private static List<PropertyDescriptor> properties(final ConfigurableComponent component) {
        return component.getPropertyDescriptors();
    }

    private static List<WritesAttribute> writtenBy(final Class<?> type) {
        final WritesAttributes many = type.getAnnotation(WritesAttributes.class);
        final WritesAttribute one = type.getAnnotation(WritesAttribute.class);
        return Stream.concat(many == null ? Stream.empty() : Arrays.stream(many.value()), Stream.ofNullable(one)).toList();
    }

    private static boolean isComponent(final String className) {
        try {
            final Class<?> type = Class.forName(className);
            return ConfigurableComponent.class.isAssignableFrom(type) && !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        } catch (final ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
