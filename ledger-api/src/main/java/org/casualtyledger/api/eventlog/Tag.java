package org.casualtyledger.api.eventlog;

/**
 * What an event is about, as {@code key:value}; append conditions and reads select by it. A key
 * holds no colon, so that two different tags never have the same stored text. Tags are an index
 * beside the leaf, not part of what is hashed.
 */
public record Tag(String key, String value) {

    /**
     * A tag is a key of a b-tree: an entry must fit a third of a page, so its text stays well below
     * that.
     */
    static final int MAX_CHARS = 500;

    public Tag {
        if (key.isEmpty() || key.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a tag's key is not empty and has no colon: " + key);
        }
        if (key.length() + value.length() + 1 > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "a tag longer than " + MAX_CHARS + " characters: " + key);
        }
    }

    public String text() {
        return key + ':' + value;
    }
}
