#include "app/window/draw_hash.hpp"

#include "app/window/word_hash.hpp"

#include <imgui.h>

#include <cstddef>

namespace clave {
namespace {
template <typename T>
void add(WordHash& hash, const ImVector<T>& all) noexcept
{
    hash.bytes(all.Data, static_cast<std::size_t>(all.Size) * sizeof(T));
}
}  // namespace

std::uint64_t drawHash(const ImDrawData& data) noexcept
{
    WordHash hash;
    hash.value(data.DisplaySize);
    hash.value(data.FramebufferScale);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        add(hash, list.VtxBuffer);
        add(hash, list.IdxBuffer);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            hash.value(command.ClipRect);
            hash.value(command.ElemCount);
        }
    }
    return hash.result();
}

}  // namespace clave
