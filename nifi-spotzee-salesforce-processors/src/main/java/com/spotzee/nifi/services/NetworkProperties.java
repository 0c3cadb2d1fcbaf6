package com.spotzee.nifi.services;

import com.spotzee.nifi.http.HttpProxy;
import com.spotzee.nifi.http.HttpSettings;
import com.spotzee.nifi.http.Secret;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.proxy.ProxyConfiguration;
import org.apache.nifi.proxy.ProxyConfigurationService;
import org.apache.nifi.ssl.SSLContextProvider;

import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a service reaches its remote system: proxy and certificates are the operator's, through NiFi's own services. The descriptors are ours,
 * because NiFi renamed its shared one between the versions that this plugin runs on, and a value under the old name would be lost.
 */
final class NetworkProperties {

    static final PropertyDescriptor CONNECT_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Connect Timeout")
            .description("How long a connection may take to come about")
            .required(true)
            .defaultValue("10 sec")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final PropertyDescriptor RESPONSE_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Response Timeout")
            .description("How long the server may be silent, before it answers and in the middle of an answer. An answer that trickles, with less than 1 KB a "
                    + "second over so long a wait, is given up as well")
            .required(true)
            .defaultValue("2 min")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final PropertyDescriptor SSL_CONTEXT_SERVICE = new PropertyDescriptor.Builder()
            .name("SSL Context Service")
            .description("Keys and trusted certificates for the connection. Without it the certificates of the Java runtime are trusted")
            .identifiesControllerService(SSLContextProvider.class)
            .build();

    static final PropertyDescriptor PROXY_CONFIGURATION_SERVICE = new PropertyDescriptor.Builder()
            .name("Proxy Configuration Service")
            .description("The HTTP proxy on the way to the server. SOCKS proxies are not supported")
            .identifiesControllerService(ProxyConfigurationService.class)
            .build();

    private NetworkProperties() {
    }

    /**
     * The settings as they are now.
     *
     * @throws IllegalArgumentException with a sentence for the user if the proxy is of a kind that can't be used
     */
    static HttpSettings settings(final PropertyContext context) {
        HttpSettings settings = HttpSettings.defaults().withTimeouts(duration(context, CONNECT_TIMEOUT), duration(context, RESPONSE_TIMEOUT));
        final SSLContextProvider certificates = context.getProperty(SSL_CONTEXT_SERVICE).asControllerService(SSLContextProvider.class);
        if (certificates != null) {
            settings = settings.withSslContext(certificates.createContext());
        }
        final ProxyConfigurationService proxy = context.getProperty(PROXY_CONFIGURATION_SERVICE).asControllerService(ProxyConfigurationService.class);
        return proxy == null ? settings : withProxy(settings, proxy.getConfiguration());
    }

    private static HttpSettings withProxy(final HttpSettings settings, final ProxyConfiguration proxy) {
        if (proxy.getProxyType() == Proxy.Type.SOCKS) {
            throw new IllegalArgumentException("The Proxy Configuration Service names a SOCKS proxy, which can't be used here: "
                    + "choose Proxy Type HTTP, or take the service out");
        }
        if (proxy.getProxyType() == Proxy.Type.DIRECT) {
            return settings;
        }
        final Secret password = proxy.hasCredential() ? new Secret(proxy.getProxyUserPassword() == null ? "" : proxy.getProxyUserPassword()) : null;
        return settings.withProxy(new HttpProxy(proxy.getProxyServerHost(), proxy.getProxyServerPort(),
                proxy.hasCredential() ? proxy.getProxyUserName() : null, password));
    }

    private static Duration duration(final PropertyContext context, final PropertyDescriptor descriptor) {
        return Duration.ofMillis(context.getProperty(descriptor).asTimePeriod(TimeUnit.MILLISECONDS));
    }
}
