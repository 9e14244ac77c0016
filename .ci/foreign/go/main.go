// Judges a mirror of a ledger, and proofs that the ledger's own code made of it, by golang.org/x/mod/sumdb and nothing of ours:
//
//	main DIR PROOFS.json SEED
//
// Whatever holds must stop holding when one bit of it changes. Prints what it judged; ends with 1 at the first fault.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	// Of a larger log this many tiles, drawn by the seed, are read with a bit changed.
	mostChangedTiles = 200
)

var random *rand.Rand

func main() {
	if len(os.Args) != 4 {
		fail("main DIR PROOFS.json SEED")
	}
	mirror := os.Args[1]
	seed, err := strconv.ParseInt(os.Args[3], 10, 64)
	check(err, "seed")
	random = rand.New(rand.NewSource(seed))

	log := verifierIn(filepath.Join(mirror, "key"))
	checkpoint := read(filepath.Join(mirror, "checkpoint"))
	tree := checkpointOf(checkpoint, log)
	everyBitOfNote("checkpoint", checkpoint, log)
	cosignatures(mirror, checkpoint)
	receipt(mirror)

	tiles := &tileFolder{folder: filepath.Join(mirror, "tile")}
	leaves := everyTile(tree, tiles)
	changedTiles(tree, tiles)
	judgeProofs(os.Args[2], tree, tiles, leaves, log)
}

// ---- notes

func verifierIn(file string) note.Verifier {
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(file))))
	check(err, file)
	return verifier
}

func checkpointOf(signed []byte, log note.Verifier) tlog.Tree {
	opened, err := note.Open(signed, note.VerifierList(log))
	check(err, "the checkpoint")
	tree, err := treeOf(opened.Text, log.Name())
	check(err, "the checkpoint")
	fmt.Printf("go: checkpoint of %s, %d entries: opened by sumdb/note\n", log.Name(), tree.N)
	return tree
}

func treeOf(text, origin string) (tree tlog.Tree, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[0] != origin {
		return tree, fmt.Errorf("no checkpoint of %s", origin)
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// The text, and a signer's own line: who else signed is for others to judge.
func onlyBy(signed []byte, verifier note.Verifier) []byte {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err, "a note of "+verifier.Name())
	return []byte(opened.Text + "\n\u2014 " + opened.Sigs[0].Name + " " + opened.Sigs[0].Base64 + "\n")
}

// Base64 pads with bits that say nothing, and sumdb/note reads over them; all others must count.
func everyBitOfNote(what string, signed []byte, verifier note.Verifier) {
	signed = onlyBy(signed, verifier)
	original, _ := note.Open(signed, note.VerifierList(verifier))
	refused, padding := 0, 0
	for bit := 0; bit < 8*len(signed); bit++ {
		changed := flipped(signed, bit)
		opened, err := note.Open(changed, note.VerifierList(verifier))
		switch {
		case err != nil:
			refused++
		case opened.Text == original.Text && sameBytes(opened.Sigs[0].Base64, original.Sigs[0].Base64):
			padding++
		default:
			fail("%s: bit %d changed, and sumdb/note still takes it", what, bit)
		}
	}
	fmt.Printf("go: %s: %d changed bits refused, %d of base64's padding without meaning\n", what, refused, padding)
}

func sameBytes(one, other string) bool {
	a, _ := base64.StdEncoding.DecodeString(one)
	b, _ := base64.StdEncoding.DecodeString(other)
	return bytes.Equal(a, b)
}

// A witness' key, C2SP tlog-cosignature: sumdb/note knows no such kind, but takes a verifier from outside.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func cosignerOf(vkey string) cosigner {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		fail("no witness' key: %s", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		fail("no witness' key: %s", vkey)
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	return cosigner{parts[0], binary.BigEndian.Uint32(id[:4]), key[1:]}
}

// Where the mirror has a file of witnesses' public keys beside it, one a line.
func cosignatures(mirror string, checkpoint []byte) {
	keys, err := os.ReadFile(filepath.Join(mirror, "witness-keys"))
	if os.IsNotExist(err) {
		return
	}
	check(err, "witness-keys")
	for _, vkey := range strings.Fields(string(keys)) {
		witness := cosignerOf(vkey)
		everyBitOfNote("cosignature of "+witness.name, checkpoint, witness)
	}
}

func receipt(mirror string) {
	signed, err := os.ReadFile(filepath.Join(mirror, "tally-receipt"))
	if os.IsNotExist(err) {
		return
	}
	check(err, "tally-receipt")
	everyBitOfNote("tally receipt", signed, verifierIn(filepath.Join(mirror, "tally-key")))
}

// ---- tiles

type tileFolder struct {
	folder string
	// A tile that is handed out with one bit changed.
	changed    string
	changedBit int
}

// C2SP tlog-tiles: <L>/<N>[.p/<W>], where sumdb itself writes the height too.
func pathOf(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	if width < tileWidth {
		path += fmt.Sprintf(".p/%d", width)
	}
	return level + "/" + path
}

func (f *tileFolder) read(path string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(f.folder, path))
	if err == nil && path == f.changed {
		data = flipped(data, f.changedBit%(8*len(data)))
	}
	return data, err
}

// Stored hashes straight out of the tiles, for sumdb/tlog to compute with. Not authenticated: see tileHolds. (TileHashReader,
// which is meant to authenticate, skips tiles in the version that Debian packages, 0.7.0: it counts from the number of subtrees
// of the tree, where it should from the number of their tiles. A changed bit was let through.)
func hashesOf(tree tlog.Tree, tiles *tileFolder) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var all []tlog.Hash
		for _, index := range indexes {
			tile := tlog.TileForIndex(tileHeight, index)
			tile.W = widthOf(tree.N, tile.L, tile.N)
			data, err := tiles.read(pathOf(strconv.Itoa(tile.L), tile.N, tile.W))
			if err != nil {
				return nil, err
			}
			hash, err := tlog.HashFromTile(tile, data, index)
			if err != nil {
				return nil, err
			}
			all = append(all, hash)
		}
		return all, nil
	})
}

func widthOf(size int64, level int, n int64) int {
	width := size>>(tileHeight*level) - n*tileWidth
	if width > tileWidth {
		return tileWidth
	}
	return int(width)
}

type place struct {
	level int
	n     int64
	width int
}

func placesOf(size int64) []place {
	var all []place
	for level := 0; size>>(tileHeight*level) > 0; level++ {
		hashes := size >> (tileHeight * level)
		for n := int64(0); n*tileWidth < hashes; n++ {
			all = append(all, place{level, n, widthOf(size, level, n)})
		}
	}
	return all
}

// Whether the tree of the checkpoint has the tile. All hashes of a partial tile go into the root; those of a full one make one
// hash of the tile above.
func tileHolds(tree tlog.Tree, tiles *tileFolder, p place) error {
	data, err := tiles.read(pathOf(strconv.Itoa(p.level), p.n, p.width))
	if err != nil {
		return err
	}
	if len(data) != p.width*tlog.HashSize {
		return fmt.Errorf("%d bytes", len(data))
	}
	reader := hashesOf(tree, tiles)
	if p.width < tileWidth {
		root, err := tlog.TreeHash(tree.N, reader)
		if err == nil && root != tree.Hash {
			err = fmt.Errorf("makes another root")
		}
		return err
	}
	above, err := reader.ReadHashes([]int64{tlog.StoredHashIndex((p.level+1)*tileHeight, p.n)})
	if err != nil {
		return err
	}
	if above[0] != rootOfTile(data) {
		return fmt.Errorf("is not what the tile above says")
	}
	n := p.n / tileWidth
	return tileHolds(tree, tiles, place{p.level + 1, n, widthOf(tree.N, p.level+1, n)})
}

func rootOfTile(data []byte) (hash tlog.Hash) {
	if len(data) == tlog.HashSize {
		copy(hash[:], data)
		return hash
	}
	return tlog.NodeHash(rootOfTile(data[:len(data)/2]), rootOfTile(data[len(data)/2:]))
}

// The hashes of all entries, each as the tree has it.
func everyTile(tree tlog.Tree, tiles *tileFolder) []tlog.Hash {
	var leaves []tlog.Hash
	places := placesOf(tree.N)
	for _, p := range places {
		check(tileHolds(tree, tiles, p), fmt.Sprint("tile ", p))
		if p.level > 0 {
			continue
		}
		data, err := tiles.read(pathOf("0", p.n, p.width))
		check(err, "tile")
		bundle, err := tiles.read(pathOf("entries", p.n, p.width))
		check(err, "entries")
		for i := 0; i < p.width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				fail("entries %v end early", p)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			hash := tlog.RecordHash(bundle[2:end])
			if !bytes.Equal(hash[:], data[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
				fail("entry %d is not what its tile says", p.n*tileWidth+int64(i))
			}
			leaves = append(leaves, hash)
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			fail("entries %v go on", p)
		}
	}
	fmt.Printf("go: %d tiles and %d entries: as sumdb/tlog computes them from the checkpoint\n", len(places), len(leaves))
	return leaves
}

func changedTiles(tree tlog.Tree, tiles *tileFolder) {
	places := placesOf(tree.N)
	random.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	if len(places) > mostChangedTiles {
		places = places[:mostChangedTiles]
	}
	for _, p := range places {
		changed := *tiles
		changed.changed = pathOf(strconv.Itoa(p.level), p.n, p.width)
		changed.changedBit = random.Intn(8 * tlog.HashSize * p.width)
		if tileHolds(tree, &changed, p) == nil {
			fail("bit %d of tile %s changed, and nothing notices", changed.changedBit, changed.changed)
		}
	}
	fmt.Printf("go: %d tiles with a changed bit: refused\n", len(places))
}

// ---- proofs

type proofs struct {
	Inclusion []struct {
		Index, Size int64
		Root        tlog.Hash
		Path        []tlog.Hash
	}
	Consistency []struct {
		First, Second         int64
		FirstRoot, SecondRoot tlog.Hash
		Path                  []tlog.Hash
	}
	LogProofs []string
}

func judgeProofs(file string, tree tlog.Tree, tiles *tileFolder, leaves []tlog.Hash, log note.Verifier) {
	var all proofs
	check(json.Unmarshal(read(file), &all), file)
	if len(all.Inclusion) == 0 || len(all.Consistency) == 0 || len(all.LogProofs) == 0 {
		fail("%s holds no proofs", file)
	}
	reader := hashesOf(tree, tiles)
	rootOf := func(size int64) tlog.Hash {
		root, err := tlog.TreeHash(size, reader)
		check(err, "root")
		return root
	}
	refused := 0
	for _, p := range all.Inclusion {
		leaf, root := leaves[p.Index], rootOf(p.Size)
		if root != p.Root {
			fail("the root of %d entries is another", p.Size)
		}
		own, err := tlog.ProveRecord(p.Size, p.Index, reader)
		check(err, "ProveRecord")
		same(own, p.Path, "inclusion")
		check(tlog.CheckRecord(p.Path, p.Size, root, p.Index, leaf), "inclusion")
		refused += wrongPaths(p.Path, func(path []tlog.Hash) bool {
			return tlog.CheckRecord(path, p.Size, root, p.Index, leaf) == nil
		})
		refused += mustNot("leaf", tlog.CheckRecord(p.Path, p.Size, root, p.Index, bit(leaf)) == nil)
		refused += mustNot("root", tlog.CheckRecord(p.Path, p.Size, bit(root), p.Index, leaf) == nil)
		if other := p.Index ^ 1; other < p.Size {
			refused += mustNot("index", tlog.CheckRecord(p.Path, p.Size, root, other, leaf) == nil)
		}
	}
	fmt.Printf("go: %d inclusion proofs taken, %d changed ones refused\n", len(all.Inclusion), refused)
	refused = 0
	for _, p := range all.Consistency {
		first, second := rootOf(p.First), rootOf(p.Second)
		if first != p.FirstRoot || second != p.SecondRoot {
			fail("the root of %d or %d entries is another", p.First, p.Second)
		}
		own, err := tlog.ProveTree(p.Second, p.First, reader)
		check(err, "ProveTree")
		same(own, p.Path, "consistency")
		check(tlog.CheckTree(p.Path, p.Second, second, p.First, first), "consistency")
		refused += wrongPaths(p.Path, func(path []tlog.Hash) bool {
			return tlog.CheckTree(path, p.Second, second, p.First, first) == nil
		})
		refused += mustNot("root", tlog.CheckTree(p.Path, p.Second, bit(second), p.First, first) == nil)
		refused += mustNot("root", tlog.CheckTree(p.Path, p.Second, second, p.First, bit(first)) == nil)
	}
	fmt.Printf("go: %d consistency proofs taken, %d changed ones refused\n", len(all.Consistency), refused)
	logProofs(all.LogProofs, leaves, log)
}

func same(own, ours []tlog.Hash, what string) {
	if len(own) != len(ours) {
		fail("a proof of %s has %d hashes and not %d", what, len(ours), len(own))
	}
	for i := range own {
		if own[i] != ours[i] {
			fail("a proof of %s is another than sumdb/tlog makes", what)
		}
	}
}

// With a bit changed in each hash, one hash too few at either end, one too many.
func wrongPaths(path []tlog.Hash, holds func([]tlog.Hash) bool) (refused int) {
	for i := range path {
		changed := append([]tlog.Hash(nil), path...)
		changed[i] = bit(changed[i])
		refused += mustNot("hash", holds(changed))
	}
	if len(path) > 0 {
		refused += mustNot("too short", holds(path[1:]))
		refused += mustNot("too short", holds(path[:len(path)-1]))
	}
	return refused + mustNot("too long", holds(append(append([]tlog.Hash(nil), path...), tlog.Hash{})))
}

func mustNot(what string, holds bool) int {
	if holds {
		fail("a proof with a wrong %s was taken", what)
	}
	return 1
}

// C2SP tlog-proof files: all they need is the log's key and the entry.
func logProofs(files []string, leaves []tlog.Hash, log note.Verifier) {
	refused, padding := 0, 0
	for _, file := range files {
		blank := strings.Index(file, "\n\n")
		file = file[:blank+2] + string(onlyBy([]byte(file[blank+2:]), log))
		original, err := logProof(file, leaves, log)
		check(err, "a tlog-proof file")
		for i := 0; i < 100; i++ {
			changed := string(flipped([]byte(file), random.Intn(8*len(file))))
			meaning, err := logProof(changed, leaves, log)
			if err != nil {
				refused++
			} else if meaning == original {
				padding++
			} else {
				fail("a tlog-proof file with a changed bit was taken")
			}
		}
	}
	fmt.Printf("go: %d tlog-proof files taken, %d changed ones refused, %d of base64's padding without meaning\n",
		len(files), refused, padding)
}

// What a file says, in bytes, once it is verified.
func logProof(file string, leaves []tlog.Hash, log note.Verifier) (string, error) {
	parts := strings.SplitN(file, "\n\n", 2)
	head := strings.Split(parts[0], "\n")
	if len(parts) < 2 || len(head) < 2 || head[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(head[1], "index ") {
		return "", fmt.Errorf("no tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(head[1], "index "), 10, 64)
	if err != nil || index < 0 || index >= int64(len(leaves)) {
		return "", fmt.Errorf("no index")
	}
	var path []tlog.Hash
	for _, line := range head[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return "", err
		}
		path = append(path, hash)
	}
	opened, err := note.Open([]byte(parts[1]), note.VerifierList(log))
	if err != nil {
		return "", err
	}
	tree, err := treeOf(opened.Text, log.Name())
	if err != nil {
		return "", err
	}
	signature, _ := base64.StdEncoding.DecodeString(opened.Sigs[0].Base64)
	meaning := fmt.Sprint(index, path, opened.Text, signature)
	return meaning, tlog.CheckRecord(path, tree.N, tree.Hash, index, leaves[index])
}

// ---- the rest

func bit(hash tlog.Hash) tlog.Hash {
	hash[random.Intn(len(hash))] ^= 1 << random.Intn(8)
	return hash
}

func flipped(data []byte, bit int) []byte {
	changed := append([]byte(nil), data...)
	changed[bit/8] ^= 1 << (bit % 8)
	return changed
}

func read(file string) []byte {
	data, err := os.ReadFile(file)
	check(err, file)
	return data
}

func check(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func fail(format string, arguments ...interface{}) {
	fmt.Fprintf(os.Stderr, "go: "+format+"\n", arguments...)
	os.Exit(1)
}
