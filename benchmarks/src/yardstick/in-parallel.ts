const IN_FLIGHT = 8;

/** Does it with every item, eight at a time; each item's own requests go one after another. Answers keep their order. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  act: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = new Array(items.length);
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) answers[index] = await act(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return answers;
}
