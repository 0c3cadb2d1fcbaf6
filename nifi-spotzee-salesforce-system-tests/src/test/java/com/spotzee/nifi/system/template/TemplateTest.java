package com.spotzee.nifi.system.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TemplateTest {

    private static final Path FILE = TemplateNames.file(NiFiAssembly.projectRootOfThisBuild());

    private final JsonNode template;

    TemplateTest() throws IOException {
        template = new ObjectMapper().readTree(Files.readString(FILE));
    }

    @Test
    void describesEveryParameterAndKeepsNoSecret() {
        for (final JsonNode parameter : template.path("parameterContexts").path(TemplateNames.PARAMETER_CONTEXT).path("parameters")) {
            assertFalse(parameter.path("description").asText().isBlank(), parameter.path("name").asText());
            assertFalse(parameter.path("sensitive").asBoolean() && parameter.hasNonNull("value"), parameter.path("name").asText());
        }
    }

    @Test
    void needsNothingButOurNar() {
        final Set<String> artifacts = Set.copyOf(template.path("flowContents").findValuesAsText("artifact"));
        assertEquals(Set.of("nifi-spotzee-salesforce-nar"), artifacts);
    }

    @Test
    void letsNothingThatIsOnlyLookedAtBlockTheFlow() {
        final List<String> blocking = new ArrayList<>();
        for (final JsonNode connection : template.path("flowContents").path("connections")) {
            final boolean endsInFunnel = connection.path("destination").path("type").asText().equals("FUNNEL");
            final boolean bounded = connection.path("backPressureObjectThreshold").asLong() > 0 || !connection.path("backPressureDataSizeThreshold").asText()
                    .startsWith("0");
            if (endsInFunnel && (bounded || connection.path("flowFileExpiration").asText().startsWith("0"))) {
                blocking.add(connection.path("selectedRelationships").toString());
            }
        }
        assertEquals(List.of(), blocking);
    }

    @Test
    void bringsAllEventsTogetherInOneConnection() {
        final Set<String> meetings = new HashSet<>();
        int ends = 0;
        for (final JsonNode connection : template.path("flowContents").path("connections")) {
            if (connection.path("selectedRelationships").toString().contains("events")) {
                meetings.add(connection.path("destination").path("id").asText());
            }
        }
        for (final JsonNode connection : template.path("flowContents").path("connections")) {
            if (meetings.contains(connection.path("source").path("id").asText())) {
                ends++;
            }
        }
        assertEquals(1, meetings.size());
        assertEquals(1, ends);
    }

    @Test
    void hidesNoFailure() {
        for (final JsonNode processor : template.path("flowContents").path("processors")) {
            final String ended = processor.path("autoTerminatedRelationships").toString();
            assertTrue(Set.of("[]", "[\"unmatched\"]", "[\"success\"]", "[\"healthy\"]").contains(ended), ended);
        }
    }

    @Test
    @Tag("real-nifi")
    void isWhatNiFiExportsOfTheFlowWeDraw(@TempDir final Path home) throws IOException {
        final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();
        try (NiFiInstance nifi = NiFiInstance.start(assembly, home, LoopbackPort.free().number())) {
            final List<String> committed = Files.readAllLines(FILE);
            final List<String> exported = TemplateExport.export(nifi, assembly).lines().toList();
            final int shorter = Math.min(committed.size(), exported.size());
            final int same = (int) IntStream.range(0, shorter).takeWhile(i -> committed.get(i).equals(exported.get(i))).count();
            assertEquals(exported.stream().skip(same).limit(3).toList(), committed.stream().skip(same).limit(3).toList(), "Make it anew with bin/template");
        }
    }
}
