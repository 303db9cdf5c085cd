package canbao.routes.door;

/** Makes one kind of door; throws {@link IllegalArgumentException} naming the option that is wrong, and how to write it. */
@FunctionalInterface
public interface DoorMaker {
    Door make(DoorOptions options);
}
