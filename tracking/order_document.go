package tracking

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"

	"duban/internal/document"
	"duban/models"
	"duban/store"
)

// DocumentAsked says which document of an order is asked for.
type DocumentAsked struct {
	Form  string // "order" or "", "talk" (约谈通知), "withdrawal" (撤销通知)
	Large bool   // large print (大字版)
	Print bool   // it is shown as a page to be printed; no file is made
}

// OrderDocument is a document of an order: a draft for signing (送审稿), with who took it and when.
type OrderDocument struct {
	document.Document
	Order    string
	FileName string
	Content  []byte // the .docx; none of a page to be printed
	By       string
	At       models.Instant
}

// OrderDocument makes a document of an order, and puts on record that it went out.
func (s *Service) OrderDocument(ctx context.Context, actor models.Actor, id string, asked DocumentAsked) (OrderDocument,
	error) {
	out := OrderDocument{Order: id, By: actor.Name, At: s.now()}
	if err := models.CanSeeOrders(actor); err != nil {
		return out, err
	}
	var f models.OrderFacts
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if f, err = orderFor(tx, actor, id); err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		o := f.Order
		out.Document, err = orderText(orderParties{f, common}, out.At.Date()).Of(asked.Form, o.State, o.Rung, asked.Large)
		return err
	})
	if err != nil {
		return out, err
	}
	out.FileName = out.Title + "（送审稿）.docx"
	if asked.Large {
		out.FileName = out.Title + "（送审稿，大字版）.docx"
	}
	if !asked.Print {
		var file bytes.Buffer
		if err := document.Write(&file, out.Document); err != nil {
			return out, err
		}
		out.Content = file.Bytes()
	}
	return out, s.documentTaken(ctx, actor, f.Order, out, asked)
}

// documentTaken records that a document of an order was downloaded or printed. A full disk leaves space for that.
func (s *Service) documentTaken(ctx context.Context, actor models.Actor, o models.SupervisionOrder, d OrderDocument,
	asked DocumentAsked) error {
	way := "file"
	if asked.Print {
		way = "print"
	}
	detail, err := json.Marshal(map[string]any{"order": o.ID, "number": o.Number, "title": d.Title, "way": way,
		"form": cmp.Or(asked.Form, document.FormOrder), "large": asked.Large})
	if err != nil {
		return err
	}
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		return tx.InsertAudit(models.AuditEvent{ProjectID: o.ProjectID, ByID: actor.ID, ByName: actor.Name,
			Action: "export.order", Object: o.ID, Detail: string(detail), At: d.At})
	})
}

// orderText is what the documents of an order say.
func orderText(p orderParties, today models.Date) document.Order {
	o := p.facts.Order
	out := document.Order{Kind: o.Kind, Number: o.Number, Subject: o.Title, Content: o.Content, Issuer: o.Issuer,
		Ground: o.Ground, Leader: o.Leader, LeadLeader: o.LeadLeader, AssistLeader: o.AssistLeader,
		Attachments: o.Attachments, Unit: p.unit().Title, Contact: o.Contact, Phone: o.Phone, IssuedOn: o.IssuedOn,
		Due: o.Due, FeedbackEvery: o.Feedback, Signer: titles(p.signers()), Reason: o.Reason, Today: today}
	for _, id := range o.Assisting {
		out.Assisting = append(out.Assisting, p.common.Names.Organisations[id])
	}
	return out
}
