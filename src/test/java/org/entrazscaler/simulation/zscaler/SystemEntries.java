package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The entries of a new tenant (zscaler-scim 1.6 and 3); a client must never change them. */
final class SystemEntries {

  private SystemEntries() {}

  static void putInto(TenantStore store, SimulatedProduct product) {
    store.write(
        () -> {
          switch (product) {
            case ZIA -> putZia(store);
            case ZIDENTITY -> putZidentity(store);
            case ZPA -> {}
          }
          return product;
        });
  }

  private static void putZia(TenantStore store) {
    Stored.Group service = store.createGroup(group("Service Admin"));
    Stored.User administrator = store.createUser(user("admin@example.com", "DEFAULT ADMIN"));
    administrator.attributes.putObject(ScimService.ENTERPRISE).put("department", "Service Admin");
    administrator.administrator = true;
    store.addMember(service, administrator);
  }

  private static void putZidentity(TenantStore store) {
    Stored.User assistance =
        store.createUser(user("__remote_assistance@example.zslogin.net", "Remote Assistance"));
    assistance
        .attributes
        .putArray("emails")
        .addObject()
        .put("value", "__remote_assistance@example.zslogin.net")
        .put("type", "work")
        .put("primary", true);
    store.addMember(store.createGroup(group("Dynamic Group All Users")), assistance);
    store.createGroup(group("example.com"));
  }

  private static ObjectNode user(String userName, String displayName) {
    return Json.MAPPER
        .createObjectNode()
        .put("userName", userName)
        .put("displayName", displayName)
        .put("active", true);
  }

  private static ObjectNode group(String displayName) {
    return Json.MAPPER.createObjectNode().put("displayName", displayName);
  }
}
