package org.entrazscaler.endtoend;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.entrazscaler.program.ReusedRoutes;
import org.entrazscaler.simulation.tenant.SimulatedTenant;
import org.entrazscaler.simulation.zscaler.SimulatedZscaler;
import org.entrazscaler.simulation.zscaler.ZscalerOptions;

/**
 * The addresses of an installation's tenant, Zscaler and mail server, and the routes that were
 * built for these addresses. Later installations start new servers at the same addresses, so that
 * they can use the same routes.
 */
final class ReusedAddresses {

  private static final Deque<ReusedAddresses> FREE = new ArrayDeque<>();

  private static final String SECRET_TOKEN = "simulated-0123456789-secret-token";

  final ReusedRoutes routes = new ReusedRoutes();
  private int tenantPort;
  private int zscalerPort;
  private int mailPort;

  private ReusedAddresses() {}

  /** Returns addresses that no installation uses. */
  static ReusedAddresses acquire() {
    synchronized (FREE) {
      return FREE.isEmpty() ? new ReusedAddresses() : FREE.pop();
    }
  }

  /** Makes the addresses available again. The installation has closed its servers before. */
  void release() {
    if (routes.unused()) {
      synchronized (FREE) {
        FREE.push(this);
      }
    } else {
      routes.stop();
    }
  }

  SimulatedTenant tenant() {
    SimulatedTenant tenant;
    try {
      tenant = SimulatedTenant.start(tenantPort);
    } catch (RuntimeException portInUse) {
      tenant = SimulatedTenant.start();
    }
    tenantPort = URI.create(tenant.authority()).getPort();
    return tenant;
  }

  SimulatedZscaler zscaler(ZscalerOptions options) {
    ZscalerOptions withToken = options.secretToken(SECRET_TOKEN);
    SimulatedZscaler zscaler;
    try {
      zscaler = SimulatedZscaler.start(withToken.port(zscalerPort));
    } catch (RuntimeException portInUse) {
      zscaler = SimulatedZscaler.start(withToken);
    }
    zscalerPort = URI.create(zscaler.tenantUrl()).getPort();
    return zscaler;
  }

  GreenMail mail() {
    GreenMail mail = new GreenMail(setup(mailPort));
    try {
      mail.start();
    } catch (RuntimeException portInUse) {
      mail = new GreenMail(setup(0));
      mail.start();
    }
    mailPort = mail.getSmtp().getPort();
    return mail;
  }

  private static ServerSetup setup(int port) {
    return new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
  }
}
