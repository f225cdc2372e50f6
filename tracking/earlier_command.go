package tracking

import (
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// earlierCommand looks up the command that was carried out under a key. Errors: KindInvalid "key_reused" when it had
// other content, known by its hash.
func earlierCommand(tx *store.Tx, key, hash string) (models.Command, bool, error) {
	done, found, err := tx.Command(key)
	if err == nil && found && done.Hash != hash {
		return models.Command{}, false, keyReused()
	}
	return done, found, err
}

// earlierAnswer reports whether a command was carried out before, and decodes its answer into answer, which may be nil.
// Errors are those of earlierCommand.
func earlierAnswer(tx *store.Tx, head contract.Head, answer any) (bool, error) {
	done, found, err := earlierCommand(tx, head.Key, head.Hash)
	if err != nil || !found || answer == nil {
		return found, err
	}
	return true, json.Unmarshal([]byte(done.Result), answer)
}

func keyReused() error {
	return models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号%s", models.CommandHint("（--key）"))
}
