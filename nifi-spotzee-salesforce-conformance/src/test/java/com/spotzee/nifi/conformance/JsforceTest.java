package com.spotzee.nifi.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.spotzee.nifi.sandbox.salesforce.EmulatedOrg;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

/** jsforce reads the sandbox; each check of {@code conformance.js} is a test. */
class JsforceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    List<DynamicTest> jsforce() throws IOException, InterruptedException {
        NodeProject.demandNode();
        final NodeProject project = NodeProject.prepare(Path.of("target", "jsforce"));
        try (EmulatedOrg org = SampleOrg.start()) {
            final List<DynamicTest> tests = new ArrayList<>();
            for (final String line : project.node("conformance.js", Map.of("ORG_URL", org.url().toString(), "CLIENT_ID", org.clientId(),
                    "CLIENT_SECRET", org.clientSecret(), "REFRESH_TOKEN", org.refreshToken(), "LEADS", String.valueOf(SampleOrg.LEADS)))) {
                final JsonNode check = MAPPER.readTree(line);
                tests.add(DynamicTest.dynamicTest(check.get("name").textValue(), () -> assertNull(check.get("failure").textValue())));
            }
            assertFalse(tests.isEmpty(), "conformance.js has reported nothing");
            return tests;
        }
    }
}
