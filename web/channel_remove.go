package web

import "net/http"

const channelRemoved phrase = "渠道已停用，地址和密钥已删除"

func (h *handlers) removeChannel(w http.ResponseWriter, r *http.Request) error {
	if err := h.t.RemoveChannel(r.Context(), actorOf(r), key(r), r.PathValue("channel")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/channels", string(channelRemoved))
}
