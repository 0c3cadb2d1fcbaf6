package com.spotzee.nifi.services;

import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.proxy.ProxyConfiguration;
import org.apache.nifi.proxy.ProxyConfigurationService;

import java.net.Proxy;

/** Names a SOCKS proxy. */
final class SocksProxyService extends AbstractControllerService implements ProxyConfigurationService {

    @Override
    public ProxyConfiguration getConfiguration() {
        final ProxyConfiguration configuration = new ProxyConfiguration();
        configuration.setProxyType(Proxy.Type.SOCKS);
        configuration.setProxyServerHost("127.0.0.1");
        configuration.setProxyServerPort(1080);
        return configuration;
    }
}
