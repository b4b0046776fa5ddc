package org.entrazscaler.simulation.tenant;

/** The kind of an object in the directory. */
public enum ObjectKind {
  USER("#microsoft.graph.user", "User", "users"),
  GROUP("#microsoft.graph.group", "Group", "groups"),
  DEVICE("#microsoft.graph.device", "Device", "devices"),
  SERVICE_PRINCIPAL("#microsoft.graph.servicePrincipal", "ServicePrincipal", "servicePrincipals");

  private final String odataType;
  private final String principalType;
  private final String collection;

  ObjectKind(String odataType, String principalType, String collection) {
    this.odataType = odataType;
    this.principalType = principalType;
    this.collection = collection;
  }

  /** The {@code @odata.type} of such an object, with its hash. */
  public String odataType() {
    return odataType;
  }

  /** The {@code principalType} of an assignment of such an object. */
  String principalType() {
    return principalType;
  }

  /** The collection under Graph's root that holds such objects. */
  String collection() {
    return collection;
  }

  /** The name of the type in Graph's error messages. */
  String typeName() {
    return odataType.substring(1);
  }
}
