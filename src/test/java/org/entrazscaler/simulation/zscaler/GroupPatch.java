package org.entrazscaler.simulation.zscaler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.schemas.SchemaAttribute;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.filter.AttributeExpressionLeaf;
import de.captaingoldfish.scim.sdk.server.filter.AttributePathRoot;
import de.captaingoldfish.scim.sdk.server.filter.FilterNode;
import de.captaingoldfish.scim.sdk.server.patch.PatchOperationHandler;
import de.captaingoldfish.scim.sdk.server.patch.operations.MultivaluedComplexAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.MultivaluedComplexMultivaluedSubAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.MultivaluedComplexSimpleSubAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.MultivaluedSimpleAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.PatchOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.RemoveComplexAttributeOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.RemoveExtensionRefOperation;
import de.captaingoldfish.scim.sdk.server.patch.operations.SimpleAttributeOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One PATCH of a group. The library parses and validates the operations. They are collected here
 * and, if all are valid, applied to the membership index, so that adding 100 members to a group of
 * 100,000 does not read the 100,000. The answer is 204 without a body, as every product documents
 * it.
 */
final class GroupPatch implements PatchOperationHandler<Group> {

  private final GroupHandler handler;
  private final TenantStore store;
  private final ZscalerOptions options;
  private final List<Runnable> changes = new ArrayList<>();
  private @Nullable ObjectNode attributes;

  GroupPatch(GroupHandler handler, TenantStore store, ZscalerOptions options) {
    this.handler = handler;
    this.store = store;
    this.options = options;
  }

  @Override
  public Supplier<Group> getOldResourceSupplier(
      String id, List<SchemaAttribute> requested, List<SchemaAttribute> excluded, Context context) {
    return () -> getPatchedResource(id);
  }

  @Override
  public Group getPatchedResource(String id) {
    return handler.resource(handler.existing(id), false);
  }

  @Override
  public @Nullable Group getUpdatedResource(
      String id,
      Group patched,
      boolean changed,
      List<SchemaAttribute> requested,
      List<SchemaAttribute> excluded,
      Context context) {
    Stored.Group row = handler.existing(id);
    ObjectNode edited = attributes;
    if (edited != null) {
      Rules.checkGroup(edited, options);
      handler.refuseTakenName(edited, row, options);
      store.replace(row, edited);
    }
    changes.forEach(Runnable::run);
    return null;
  }

  @Override
  public boolean handleOperation(String id, MultivaluedComplexAttributeOperation operation) {
    Stored.Group row = handler.existing(id);
    if (operation.isRemoveOp()) {
      if (operation.isWithFilter()) {
        remove(row, memberId(operation.getAttributePath()));
      } else {
        changes.add(() -> store.removeMembers(row));
      }
      return true;
    }
    if (operation.isReplaceOp()) {
      changes.add(() -> store.removeMembers(row));
    }
    Set<String> memberIds = GroupHandler.memberIds(operation.getValuesNode());
    for (Stored.User member : handler.joining(memberIds, row, options)) {
      changes.add(() -> store.addMember(row, member));
    }
    return true;
  }

  @Override
  public boolean handleOperation(String id, SimpleAttributeOperation operation) {
    if (attributes == null) {
      attributes = handler.existing(id).attributes.deepCopy();
    }
    String name = operation.getSchemaAttribute().getName();
    if (operation.isRemoveOp()) {
      attributes.remove(name);
    } else {
      attributes.put(name, operation.getValuesNode().asText());
    }
    return true;
  }

  @Override
  public boolean handleOperation(String id, RemoveExtensionRefOperation operation) {
    throw notForAGroup(operation);
  }

  @Override
  public boolean handleOperation(String id, MultivaluedSimpleAttributeOperation operation) {
    throw notForAGroup(operation);
  }

  @Override
  public boolean handleOperation(String id, RemoveComplexAttributeOperation operation) {
    throw notForAGroup(operation);
  }

  @Override
  public boolean handleOperation(
      String id, MultivaluedComplexSimpleSubAttributeOperation operation) {
    throw notForAGroup(operation);
  }

  @Override
  public boolean handleOperation(
      String id, MultivaluedComplexMultivaluedSubAttributeOperation operation) {
    throw notForAGroup(operation);
  }

  private void remove(Stored.Group row, String memberId) {
    Stored.User member = store.users.byId(memberId);
    if (member != null) {
      changes.add(() -> store.removeMember(row, member));
    }
  }

  private static String memberId(AttributePathRoot path) {
    FilterNode filter = path.getChild();
    if (filter instanceof AttributeExpressionLeaf leaf
        && leaf.getComparator() == Comparator.EQ
        && leaf.getSchemaAttribute().getScimNodeName().equals("members.value")) {
      return leaf.getValue();
    }
    throw new BadRequestException(
        "The path '" + path + "' is not of the form members[value eq \"id\"]",
        ScimType.RFC7644.INVALID_PATH);
  }

  private static BadRequestException notForAGroup(PatchOperation<?> operation) {
    return new BadRequestException(
        "The path of a '" + operation.getPatchOp() + "' operation cannot be applied to a group",
        ScimType.RFC7644.INVALID_PATH);
  }
}
