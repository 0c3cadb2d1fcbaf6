package com.spotzee.nifi.system.template;

import com.spotzee.nifi.system.flow.TemplateNames;
import com.spotzee.nifi.system.rest.CanvasApi;
import com.spotzee.nifi.system.rest.FlowGroup;
import com.spotzee.nifi.system.runtime.LoopbackPort;
import com.spotzee.nifi.system.runtime.NiFiAssembly;
import com.spotzee.nifi.system.runtime.NiFiInstance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws the flow in a real NiFi and writes down what NiFi's <em>Download flow definition</em> gives: that is how the template is made. */
public final class TemplateExport {

    private TemplateExport() {
    }

    /** Writes the template of this project anew. */
    public static void main(final String[] arguments) throws IOException {
        final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();
        final Path file = TemplateNames.file(NiFiAssembly.projectRootOfThisBuild());
        try (NiFiInstance nifi = NiFiInstance.start(assembly, assembly.target().resolve("template-export"), LoopbackPort.free().number())) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, export(nifi, assembly));
        }
        System.out.println("Written: " + file);
    }

    /** The flow definition, the same after every export. */
    static String export(final NiFiInstance nifi, final NiFiAssembly assembly) {
        final FlowGroup group = SketchDrawing.draw(new CanvasApi(nifi.url().resolve("/nifi-api/"), assembly.bundle()), TemplateFlow.sketch());
        return StableDefinition.of(group.definition());
    }
}
