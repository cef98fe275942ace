package io.github.targetroutes.sync.object;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.targetroutes.sync.change.Action;
import io.github.targetroutes.sync.change.Change;
import io.github.targetroutes.sync.change.Changes;
import io.github.targetroutes.sync.change.RunFiles;
import io.github.targetroutes.sync.change.Unit;
import io.github.targetroutes.target.BatchOperation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the operations of Target that a unit asks for. */
public final class ObjectCalls {

  /** Numbers keep every digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private RunFiles files;
  private Changes changes;

  /**
   * The operations of a unit, in the order of its changes. A change that needs none is done with
   * it, and one that can't be made is rejected.
   */
  public List<ObjectCall> of(Unit unit, ObjectKind kind) throws IOException {
    List<ObjectCall> calls = new ArrayList<>();
    List<byte[]> bodies = files.bodies(unit);
    for (int i = 0; i < unit.size(); i++) {
      Change change = unit.changes().get(i);
      byte[] body = bodies.get(i);
      if (change.action() != Action.DELETE) {
        save(unit, change, kind, JSON.readValue(body, ObjectNode.class), calls);
      } else if (change.targetId() == null) {
        changes.done(unit, change, null);
      } else {
        TargetId there = TargetId.of(change.targetId());
        String name = kind.operation(Action.DELETE, there.kind());
        calls.add(
            new ObjectCall(
                change, there.kind(), new BatchOperation(name, Map.of("id", there.id()), null)));
      }
    }
    return calls;
  }

  private void save(
      Unit unit, Change change, ObjectKind kind, ObjectNode object, List<ObjectCall> calls) {
    String wanted = kind.kind(object);
    boolean isPart = !kind.isWhole(object);
    if (change.action() == Action.CREATE) {
      if (isPart) {
        changes.rejected(
            unit, change, "Target does not have it, and a record without a type creates nothing");
        return;
      }
      String name = kind.operation(Action.CREATE, wanted);
      calls.add(new ObjectCall(change, wanted, new BatchOperation(name, null, kind.body(object))));
      return;
    }
    TargetId there = TargetId.of(change.targetId());
    if (!isPart && !wanted.equals(there.kind())) {
      changes.rejected(
          unit,
          change,
          ("it is of the type %s, and what Target has under this key is of the type %s, which can't"
                  + " be changed; delete that first, or take another key")
              .formatted(wanted, there.kind()));
      return;
    }
    for (BatchOperation operation : kind.update(there, object)) {
      calls.add(new ObjectCall(change, there.kind(), operation));
    }
  }

  /** What {@code target-batch} is to do. */
  public List<BatchOperation> operations(List<ObjectCall> calls) {
    return calls.stream().map(ObjectCall::operation).toList();
  }

  public void setFiles(RunFiles files) {
    this.files = files;
  }

  public void setChanges(Changes changes) {
    this.changes = changes;
  }
}
