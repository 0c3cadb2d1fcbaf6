package com.spotzee.nifi.services;

import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.proxy.ProxyConfiguration;
import org.apache.nifi.proxy.ProxyConfigurationService;

import java.net.Proxy;

/** Names an HTTP proxy on this machine, with a login or without. */
final class HttpProxyService extends AbstractControllerService implements ProxyConfigurationService {

    private final int port;
    private final String user;
    private final String password;

    HttpProxyService(final int port, final String user, final String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    @Override
    public ProxyConfiguration getConfiguration() {
        final ProxyConfiguration configuration = new ProxyConfiguration();
        configuration.setProxyType(Proxy.Type.HTTP);
        configuration.setProxyServerHost("127.0.0.1");
        configuration.setProxyServerPort(port);
        configuration.setProxyUserName(user);
        configuration.setProxyUserPassword(password);
        return configuration;
    }
}
