package org.casualtyledger.events.claim;

/** By what means harm was done. An allegation about means is no count. */
public enum Means implements Code {
    AIRSTRIKE("airstrike"),
    ARTILLERY("artillery"),
    SHELLING("shelling"),
    MISSILE("missile"),
    DRONE("drone"),
    SMALL_ARMS("small-arms"),
    IED("ied"),
    LANDMINE("landmine"),
    CLUSTER_MUNITION("cluster-munition"),
    WHITE_PHOSPHORUS("white-phosphorus"),
    CHEMICAL("chemical"),
    BARREL_BOMB("barrel-bomb"),
    EXECUTION("execution"),
    SIEGE("siege"),
    VEHICLE("vehicle"),
    OTHER("other");

    private final String code;

    Means(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
