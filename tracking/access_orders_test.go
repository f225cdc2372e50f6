package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// The rows of orders and instructions.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Orders":           {orders, [9]string{yes, yes, empty, empty, yes, empty, yes, yes, no}},
		"OrderPage":        {orderPage, [9]string{yes, yes, hidden, hidden, yes, hidden, yes, yes, no}},
		"OrderStep":        {orderStep, [9]string{no, yes, hidden, hidden, yes, hidden, no, no, no}},
		"InstructOn":       {instructOn, [9]string{no, yes, no, no, no, no, yes, no, no}},
		"OpenOrderPaper":   {openOrderPaper, [9]string{yes, yes, hidden, hidden, yes, hidden, yes, yes, hidden}},
		"InstructForm":     {instructForm, [9]string{no, yes, no, no, no, no, yes, no, no}},
		"LetterForm":       {letterForm, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"WriteLetter":      {writeLetter, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"OrderSettings":    {orderSettings, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"SetOrderSettings": {setOrderSettings, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	others["Orders"] = [5]string{yes, no, no, no, yes}
	others["OrderStep"] = [5]string{no, no, no, no, no}
	others["InstructOn"] = [5]string{yes, no, no, no, no}
	open["TellOrders"] = "the system's own work; no request leads there"
	maps.Copy(scopesOf, map[string][]models.Scope{"Orders": read, "OrderPage": read, "OrderStep": submitRead,
		"InstructForm": submitRead, "LetterForm": planRead, "WriteLetter": planRead, "InstructOn": submitRead,
		"OpenOrderPaper": read, "OrderSettings": read, "SetOrderSettings": planRead})
}

// instructed enters an instruction on own from paper with a scan, and returns the order and the step of the scan.
func (s fixture) instructed() (order, step string) {
	s.t.Helper()
	scan := s.scan()
	page, err := s.InstructOn(s.t.Context(), office, "scene instruction", models.InstructCommand{
		Party: models.PostID("分管工业副区长"), Project: s.own.Code, Text: "查明原因", Due: s.clock.Date() + 7, Paper: "批示原件",
		PaperOn: s.clock.Date(), Evidence: &scan})
	if err != nil {
		s.t.Fatal(err)
	}
	return page.ID, page.Steps[0].ID
}

func orders(s fixture, a models.Actor) error {
	list, err := s.Orders(s.t.Context(), a, tracking.OrderFilter{})
	if err == nil && len(list.Orders) == 0 {
		return errEmpty
	}
	return err
}

func orderPage(s fixture, a models.Actor) error {
	_, err := s.OrderPage(s.t.Context(), a, s.order)
	return err
}

func orderStep(s fixture, a models.Actor) error {
	_, err := s.OrderStep(s.t.Context(), a, "ask", s.order, models.StepReceive, models.OrderCommand{Paper: "签收单",
		PaperOn: s.clock.Date()})
	return err
}

func instructOn(s fixture, a models.Actor) error {
	_, err := s.InstructOn(s.t.Context(), a, "ask", models.InstructCommand{Party: models.PostID("分管工业副区长"),
		Project: s.own.Code, Text: "请抓紧", Due: s.clock.Date() + 7, Paper: "批示原件", PaperOn: s.clock.Date()})
	return err
}

func openOrderPaper(s fixture, a models.Actor) error {
	opened, err := s.OpenOrderPaper(s.t.Context(), a, s.order, s.orderStep)
	if err == nil {
		err = opened.Content.Close()
	}
	return err
}

func orderSettings(s fixture, a models.Actor) error {
	_, err := s.OrderSettings(s.t.Context(), a, "")
	return err
}

func setOrderSettings(s fixture, a models.Actor) error {
	c := models.DefaultOrderSettings("")
	c.Issuer, c.Ground = "区政府办公室", "区政办字〔2021〕3号"
	_, err := s.SetOrderSettings(s.t.Context(), a, "ask", "", c)
	return err
}

func instructForm(s fixture, a models.Actor) error {
	_, err := s.InstructForm(s.t.Context(), a)
	return err
}

func letterForm(s fixture, a models.Actor) error {
	_, err := s.LetterForm(s.t.Context(), a, "")
	return err
}

func writeLetter(s fixture, a models.Actor) error {
	_, err := s.WriteLetter(s.t.Context(), a, "ask", models.LetterCommand{Kind: models.OrderUrge,
		Unit: s.own.ResponsibleUnitID, Items: []string{"esc-none"}})
	if err != nil && models.AsError(err).Code == "items_changed" { // who may write one is told what is wrong with it
		return nil
	}
	return err
}
