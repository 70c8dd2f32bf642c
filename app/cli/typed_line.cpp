#include "app/cli/typed_line.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr char kEscape = '\x1B';

constexpr char ctrl(char letter)
{
    return static_cast<char>(letter & 0x1F);
}

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}
}  // namespace

TypedLine::Typed TypedLine::type(char byte)
{
    if (!sequence_.empty()) {
        sequence_ += byte;
        const bool isIntroducer = sequence_.size() == 2 && (byte == '[' || byte == 'O');
        const bool isFinal = byte >= 0x40 && byte <= 0x7E;
        if (!isIntroducer && (isFinal || sequence_.size() > 8)) {
            if (sequence_.size() > 2)
                escape(byte);
            sequence_.clear();
        }
        return Typed::Nothing;
    }
    if (byte == kEscape) {
        sequence_ = byte;
        return Typed::Nothing;
    }
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F)
        return control(byte);
    insert(byte);
    return Typed::Nothing;
}

TypedLine::Typed TypedLine::control(char byte)
{
    switch (byte) {
    case '\r':
    case '\n':
        return Typed::Line;
    case '\t':
        return Typed::Words;
    case ctrl('C'):
        return Typed::Cancel;
    case ctrl('L'):
        return Typed::Clear;
    case ctrl('D'):
        if (text_.empty())
            return Typed::End;
        erase(cursor_, after(cursor_));
        break;
    case ctrl('H'):
    case 0x7F:
        erase(before(cursor_), cursor_);
        break;
    case ctrl('W'):
        erase(wordBefore(), cursor_);
        break;
    case ctrl('U'):
        erase(0, cursor_);
        break;
    case ctrl('K'):
        erase(cursor_, text_.size());
        break;
    case ctrl('A'):
        cursor_ = 0;
        break;
    case ctrl('E'):
        cursor_ = text_.size();
        break;
    case ctrl('B'):
        cursor_ = before(cursor_);
        break;
    case ctrl('F'):
        cursor_ = after(cursor_);
        break;
    case ctrl('P'):
        recall(1);
        break;
    case ctrl('N'):
        recall(-1);
        break;
    default:
        break;
    }
    return Typed::Nothing;
}

void TypedLine::escape(char last)
{
    const bool isDelete = sequence_ == "\x1B[3~";
    const bool isHome = last == 'H' || sequence_ == "\x1B[1~" || sequence_ == "\x1B[7~";
    const bool isEnd = last == 'F' || sequence_ == "\x1B[4~" || sequence_ == "\x1B[8~";
    if (last == 'A')
        recall(1);
    else if (last == 'B')
        recall(-1);
    else if (last == 'C')
        cursor_ = after(cursor_);
    else if (last == 'D')
        cursor_ = before(cursor_);
    else if (isHome)
        cursor_ = 0;
    else if (isEnd)
        cursor_ = text_.size();
    else if (isDelete)
        erase(cursor_, after(cursor_));
}

std::string TypedLine::take()
{
    std::string line = text_;
    const bool isNew = history_.empty() || history_.back() != line;
    if (isNew && line.find_first_not_of(' ') != std::string::npos)
        history_.push_back(line);
    if (history_.size() > kMostHistory)
        history_.erase(history_.begin());
    clear();
    return line;
}

void TypedLine::clear()
{
    text_.clear();
    cursor_ = recalled_ = 0;
}

void TypedLine::replace(std::size_t start, std::string_view with)
{
    start = std::min(start, cursor_);
    text_.replace(start, cursor_ - start, with);
    cursor_ = start + with.size();
}

void TypedLine::insert(char byte)
{
    text_.insert(cursor_, 1, byte);
    ++cursor_;
}

void TypedLine::erase(std::size_t from, std::size_t to)
{
    text_.erase(from, to - from);
    cursor_ = from;
}

void TypedLine::recall(int step)
{
    if (recalled_ == 0)
        draft_ = text_;
    if (step > 0 && recalled_ < history_.size())
        ++recalled_;
    else if (step < 0 && recalled_ > 0)
        --recalled_;
    text_ = recalled_ == 0 ? draft_ : history_[history_.size() - recalled_];
    cursor_ = text_.size();
}

std::size_t TypedLine::before(std::size_t place) const
{
    if (place == 0)
        return 0;
    do
        --place;
    while (place > 0 && continues(text_[place]));
    return place;
}

std::size_t TypedLine::after(std::size_t place) const
{
    if (place >= text_.size())
        return text_.size();
    do
        ++place;
    while (place < text_.size() && continues(text_[place]));
    return place;
}

std::size_t TypedLine::wordBefore() const
{
    std::size_t place = cursor_;
    while (place > 0 && text_[place - 1] == ' ')
        --place;
    while (place > 0 && text_[place - 1] != ' ')
        --place;
    return place;
}

}  // namespace clave
