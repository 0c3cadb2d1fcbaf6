package com.spotzee.nifi.system.runtime;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Tag("real-nifi")
class NiFiInstanceTest {

    private final NiFiAssembly assembly = NiFiAssembly.ofThisBuild();

    @Test
    void keepsTheFlowWhenItIsRestartedAndIsGoneWhenItIsClosed(@TempDir final Path folder) {
        final NiFiInstance nifi = NiFiInstance.start(assembly, folder.resolve("a home with spaces"), LoopbackPort.free().number());
        try (nifi) {
            final String group = nifi.api().createGroup("survivor").id();
            nifi.restart();
            assertEquals(group, nifi.api().groups().get("survivor"));
        }
        assertFalse(nifi.api().isReady());
    }

    @Test
    void saysWhereItsLogIsWhenItCanNotStart(@TempDir final Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            final NiFiStartFailure failure = assertThrows(NiFiStartFailure.class, () -> NiFiInstance.start(assembly, folder, taken.getLocalPort()).close());
            final Path log = folder.resolve("logs").resolve("nifi.log");
            assertTrue(failure.getMessage().endsWith("its log is " + log), failure.getMessage());
            assertTrue(Files.readString(log).contains("Address already in use"));
        }
    }
}
