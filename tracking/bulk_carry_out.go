package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"duban/models"
	"duban/store"
)

// BulkState is what became of one item of an act.
type BulkState string

// The states.
const (
	BulkDone    BulkState = "done"
	BulkAlready BulkState = "already" // the same request had done it before
	BulkRefused BulkState = "refused" // by the rules of the single item
	BulkPending BulkState = "pending" // stored, not carried out yet
	BulkFailed  BulkState = "failed"  // by a fault of the program: the request sent again tries it again
)

// BulkResult is what became of each item of an act.
type BulkResult struct {
	Key     string         `json:"key"`
	Act     models.BulkAct `json:"act"`
	At      models.Instant `json:"at"`
	By      string         `json:"by"`
	Done    int            `json:"done"` // with those that were done before and those that are stored
	Refused int            `json:"refused"`
	Failed  int            `json:"failed"`
	Items   []BulkOutcome  `json:"items"`
}

// BulkOutcome is what became of one item.
type BulkOutcome struct {
	BulkLine
	State   BulkState      `json:"state"`
	Message models.Message `json:"message"`
	Order   string         `json:"order,omitempty"` // urge: the letter
	Key     string         `json:"key"`             // of the item's own command
}

// longestBulkKey leaves space for what makes the keys of the items.
const longestBulkKey = 120

// bulkAction is the name of an act in the record.
func bulkAction(act models.BulkAct) string { return "bulk." + string(act) }

// Bulk does an act to each item by the use case of the single item, with its version and a key of its own. The refusal
// of one does not stop the others.
func (s *Service) Bulk(ctx context.Context, actor models.Actor, key string, c Bulk) (BulkResult, error) {
	key = strings.TrimSpace(key)
	err := cmp.Or(models.CanBulk(actor, c.Act), models.CanRead(actor), c.Check(s.now().Date()))
	if err == nil && len(key) > longestBulkKey {
		err = models.Errorf(models.KindInvalid, "key_too_long", "批量办理的请求编号最长 %d 个字符，请缩短", longestBulkKey)
	}
	if err != nil {
		return BulkResult{}, err
	}
	head, err := headOf(actor, key, "", bulkAction(c.Act), c)
	if err != nil {
		return BulkResult{}, err
	}
	out := BulkResult{Key: head.Key, Act: c.Act, At: s.now(), By: actor.Name}
	var steps []*bulkStep
	known := false
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		var kept keptBulk
		if known, err = earlierAnswer(tx, head, &kept); err != nil || known {
			out = kept.result()
			return err
		}
		b, err := s.bulkOf(tx, actor, c)
		if err != nil {
			return err
		}
		steps, out.Items, err = b.steps(head.Key)
		return err
	})
	if err != nil {
		return BulkResult{}, err
	}
	if known {
		return s.settledBulk(ctx, actor, out)
	}
	s.doSteps(ctx, actor, steps, out.Items)
	out.count()
	if out.Failed > 0 { // not remembered, so that the same request tries again
		return out, nil
	}
	return out, s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		if err := insertCommand(tx, actor, head, bulkAction(c.Act), keep(out), out.At); err != nil {
			return err
		}
		detail, err := json.Marshal(map[string]any{"act": c.BulkCommand, "items": len(out.Items), "done": out.Done,
			"refused": out.Refused})
		if err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{CommandKey: head.Key, ByID: actor.ID, ByName: actor.Name,
			Action: bulkAction(c.Act), Object: head.Key, Detail: string(detail), At: out.At})
	})
}

// count counts the outcomes.
func (r *BulkResult) count() {
	r.Done, r.Refused, r.Failed = 0, 0, 0
	for _, i := range r.Items {
		switch i.State {
		case BulkRefused:
			r.Refused++
		case BulkFailed:
			r.Failed++
		default:
			r.Done++
		}
	}
}

// bulkStep is one command of an act. Those of one lane follow one another.
type bulkStep struct {
	lane string
	key  string
	at   []int // the items whose outcome it is
	do   func(ctx context.Context, key string) (Receipt, error)
}

// atOnce is how many lanes of an act go at the same time.
const atOnce = 4

// doSteps does the steps and writes their outcomes into items.
func (s *Service) doSteps(ctx context.Context, actor models.Actor, steps []*bulkStep, items []BulkOutcome) {
	lanes, order := map[string][]*bulkStep{}, []string{}
	for _, step := range steps {
		if lanes[step.lane] == nil {
			order = append(order, step.lane)
		}
		lanes[step.lane] = append(lanes[step.lane], step)
	}
	free := make(chan struct{}, atOnce)
	var group sync.WaitGroup
	for _, lane := range order {
		free <- struct{}{}
		group.Go(func() {
			defer func() { <-free }()
			for _, step := range lanes[lane] {
				s.doStep(ctx, actor, step, items)
			}
		})
	}
	group.Wait()
}

func (s *Service) doStep(ctx context.Context, actor models.Actor, step *bulkStep, items []BulkOutcome) {
	state := BulkAlready
	receipt, err := s.Acknowledged(ctx, actor, step.key)
	if err != nil || receipt.Refusal != nil {
		state = BulkDone
		receipt, err = step.do(ctx, step.key)
	}
	message, code := receipt.Message, ""
	switch {
	case models.KindOf(err).Ours():
		s.Log.Error("bulk item", "key", step.key, "error", err)
		state, message, code = BulkFailed, models.Messagef("未办理，请稍后用原请求重试"), "failed"
	case err != nil:
		e := models.AsError(err)
		state, message, code = BulkRefused, e.Message, e.Code
	case receipt.Pending:
		state = BulkPending
	}
	for _, at := range step.at {
		items[at].State, items[at].Message, items[at].Code = state, message, code
		if strings.HasPrefix(step.lane, letterLane) && err == nil {
			items[at].Order = models.OrderID("letter", step.key)
		}
	}
}

// itemKey is the key of the command of one item.
func itemKey(key, item string) string { return fmt.Sprintf("%s/%s", key, item) }
