package com.spotzee.nifi.services;

import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.ssl.SSLContextProvider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** Lets a plain http server of this machine be reached by https, with a certificate of its own that only its {@link #trust()} trusts. */
final class TlsFront implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final SSLContext context;
    private final TrustManagerFactory trusted;
    private final SSLServerSocket socket;
    private final int behind;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private TlsFront(final KeyStore keys, final int behind) throws GeneralSecurityException, IOException {
        final KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        this.trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        this.context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        this.socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behind = behind;
    }

    /** A front of the server; its keys are made in the directory. */
    static TlsFront of(final URI server, final Path directory) throws GeneralSecurityException, IOException, InterruptedException {
        final TlsFront front = new TlsFront(keys(directory.resolve("keys.p12")), server.getPort());
        front.threads.submit(front::acceptAll);
        return front;
    }

    URI url() {
        return URI.create("https://localhost:" + socket.getLocalPort());
    }

    /** The service that trusts this front. */
    SSLContextProvider trust() {
        return new Trust();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private void acceptAll() {
        try {
            while (!socket.isClosed()) {
                final Socket client = socket.accept();
                threads.submit(() -> pass(client));
            }
        } catch (final IOException closed) {
            // the test is over
        }
    }

    private void pass(final Socket client) {
        try (client; Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            threads.submit(() -> client.getInputStream().transferTo(server.getOutputStream()));
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static KeyStore keys(final Path file) throws GeneralSecurityException, IOException, InterruptedException {
        final Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "front",
                "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "30", "-storetype", "PKCS12",
                "-keystore", file.toString(), "-storepass", PASSWORD).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no keys");
        }
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        final KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("front", store.getKey("front", PASSWORD.toCharArray()), PASSWORD.toCharArray(), store.getCertificateChain("front"));
        keys.setCertificateEntry("trusted", store.getCertificate("front"));
        return keys;
    }

    /** As NiFi's own service would do it. */
    private final class Trust extends AbstractControllerService implements SSLContextProvider {

        @Override
        public SSLContext createContext() {
            return context;
        }

        @Override
        public Optional<X509ExtendedKeyManager> createKeyManager() {
            return Optional.empty();
        }

        @Override
        public X509TrustManager createTrustManager() {
            return (X509TrustManager) trusted.getTrustManagers()[0];
        }
    }
}
