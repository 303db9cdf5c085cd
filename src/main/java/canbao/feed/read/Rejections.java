package canbao.feed.read;

import canbao.model.batch.Rejection;

/** Rejections with one thing said differently. */
final class Rejections {
    private Rejections() {}

    static Rejection named(Rejection rejection, String field) {
        return with(rejection, field, rejection.maskedValue());
    }

    static Rejection showing(Rejection rejection, String masked) {
        return with(rejection, rejection.field(), masked);
    }

    private static Rejection with(Rejection rejection, String field, String masked) {
        return new Rejection(
                rejection.part(),
                rejection.line(),
                field,
                masked,
                rejection.rule(),
                rejection.fix(),
                rejection.scope(),
                rejection.rowKey(),
                rejection.row());
    }
}
