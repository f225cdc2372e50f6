package tracking

import (
	"context"
	"encoding/json"
	"strings"

	"duban/models"
	"duban/store"
)

// keptBulk is a result as it is stored: with the arguments of its messages, for the other language and for the pages.
type keptBulk struct {
	BulkResult
	Said []keptSaid `json:"said"` // of the items
}

type keptSaid struct {
	Item    models.StoredMessage `json:"item"`
	Message models.StoredMessage `json:"message"`
}

func keep(r BulkResult) keptBulk {
	out := keptBulk{BulkResult: r}
	for _, i := range r.Items {
		out.Said = append(out.Said, keptSaid{models.StoredMessage{Message: i.Item},
			models.StoredMessage{Message: i.Message}})
	}
	return out
}

func (k keptBulk) result() BulkResult {
	for i, said := range k.Said {
		k.Items[i].Item, k.Items[i].Message = said.Item.Message, said.Message.Message
	}
	return k.BulkResult
}

// BulkResult returns what became of an act, to the person who did it.
func (s *Service) BulkResult(ctx context.Context, actor models.Actor, key string) (BulkResult, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return BulkResult{}, err
	}
	var out BulkResult
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(key)
		if err != nil {
			return err
		}
		if !found || !strings.HasPrefix(done.Name, "bulk.") || done.ByID != actor.ID {
			return models.Errorf(models.KindNotFound, "no_bulk", "没有找到这次批量办理，请核对请求编号")
		}
		var kept keptBulk
		err = json.Unmarshal([]byte(done.Result), &kept)
		out = kept.result()
		return err
	})
	if err != nil {
		return BulkResult{}, err
	}
	return s.settledBulk(ctx, actor, out)
}

// settledBulk returns an earlier result with what has become since of the items that were only stored then.
func (s *Service) settledBulk(ctx context.Context, actor models.Actor, out BulkResult) (BulkResult, error) {
	for i := range out.Items {
		item := &out.Items[i]
		if item.State != BulkPending {
			continue
		}
		receipt, err := s.Acknowledged(ctx, actor, item.Key)
		if err != nil {
			return out, err
		}
		switch {
		case receipt.Refusal != nil:
			item.State, item.Message, item.Code = BulkRefused, receipt.Refusal.Message, receipt.Refusal.Code
		case !receipt.Pending:
			item.State, item.Message = BulkDone, receipt.Message
		}
	}
	out.count()
	return out, nil
}
