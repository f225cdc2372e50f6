package web_test

import (
	"context"

	"duban/workflows/contract"
)

func (*fakeProcess) EnsureOutbox(context.Context) error { return nil }

func (*fakeProcess) EnsureChannels(context.Context) error { return nil }

func (*fakeProcess) StartOrPokeOrder(context.Context, contract.OrderParams) error { return nil }

func (noProcess) EnsureOutbox(context.Context) error { return nil }

func (noProcess) EnsureChannels(context.Context) error { return nil }

func (noProcess) StartOrPokeOrder(context.Context, contract.OrderParams) error { return nil }

func (*fakeProcess) StartOrPokeRound(context.Context, contract.RoundParams) error { return nil }

func (noProcess) StartOrPokeRound(context.Context, contract.RoundParams) error { return nil }
