import { isOn, switchFlag } from './flags'
import { FlagName, flagDefinitions } from './model'

/** `npm run flag` lists the shop's switches; `npm run flag -- NAME on|off` throws one. */
async function main([name, position]: readonly string[]): Promise<void> {
  if (name === undefined) {
    for (const known of FlagName.options) {
      console.log(`${(await isOn(known)) ? 'on ' : 'off'}  ${known}  ${flagDefinitions[known].description}`)
    }
    return
  }
  const flag = FlagName.safeParse(name)
  if (!flag.success || (position !== 'on' && position !== 'off')) {
    throw new Error(`Usage: npm run flag -- NAME on|off, NAME one of ${FlagName.options.join(', ')}.`)
  }
  await switchFlag(flag.data, position === 'on')
  console.log(`${flag.data} is ${position}.`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
