#include "app/window/draw_hash.hpp"

#include <imgui.h>

#include <cstddef>
#include <cstring>

namespace clave {
namespace {
/// Folds words together by multiplying; two lanes, so that one multiplication need not wait for the other.
class Hash {
public:
    void bytes(const void* data, std::size_t size) noexcept
    {
        const auto* at = static_cast<const unsigned char*>(data);
        for (; size >= 2 * sizeof(std::uint64_t); size -= 2 * sizeof(std::uint64_t)) {
            a_ = mix(a_, word(at));
            b_ = mix(b_, word(at + sizeof(std::uint64_t)));
            at += 2 * sizeof(std::uint64_t);
        }
        for (; size > 0; --size)
            a_ = mix(a_, *at++);
    }
    template <typename T>
    void vector(const ImVector<T>& all) noexcept
    {
        bytes(all.Data, static_cast<std::size_t>(all.Size) * sizeof(T));
    }
    template <typename T>
    void value(const T& one) noexcept
    {
        bytes(&one, sizeof one);
    }
    [[nodiscard]] std::uint64_t result() const noexcept { return mix(a_, b_); }

private:
    static std::uint64_t word(const unsigned char* at) noexcept
    {
        std::uint64_t value = 0;
        std::memcpy(&value, at, sizeof value);
        return value;
    }
    static std::uint64_t mix(std::uint64_t hash, std::uint64_t value) noexcept
    {
        const std::uint64_t product = (hash ^ value) * 0x9E3779B97F4A7C15U;
        return product ^ (product >> 32U);
    }

    std::uint64_t a_ = 1;
    std::uint64_t b_ = 2;
};
}  // namespace

std::uint64_t drawHash(const ImDrawData& data) noexcept
{
    Hash hash;
    hash.value(data.DisplaySize);
    hash.value(data.FramebufferScale);
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        hash.vector(list.VtxBuffer);
        hash.vector(list.IdxBuffer);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            hash.value(command.ClipRect);
            hash.value(command.ElemCount);
        }
    }
    return hash.result();
}

}  // namespace clave
